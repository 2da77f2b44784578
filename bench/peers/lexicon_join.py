"""What people do in a database: split texts into words and join a lexicon, `lexicon_join.py FILE.ndjson
LEXICON`, with DuckDB on one thread. No negation, no rules."""
import sys

import duckdb

database = duckdb.connect()
database.execute("SET threads = 1")
database.execute("""
    CREATE TABLE lexicon AS SELECT column0 AS word, column1::DOUBLE AS valence
    FROM read_csv(?, delim = '\t', header = false, quote = '', escape = '', all_varchar = true)""", [sys.argv[2]])
print(database.execute("""
    WITH words AS (
        SELECT id, unnest(regexp_extract_all(lower(text), '[a-z'']+')) AS word
        FROM read_json(?, format = 'newline_delimited', columns = {'id': 'VARCHAR', 'text': 'VARCHAR'}))
    SELECT count(*), sum(score) FROM (SELECT id, sum(valence) AS score FROM words JOIN lexicon USING (word) GROUP BY id)
    """, [sys.argv[1]]).fetchall())
