"""Scores each line of standard input with vaderSentiment, and prints the sum of the compounds."""
import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

analyzer = SentimentIntensityAnalyzer()
print(sum(analyzer.polarity_scores(line)["compound"] for line in sys.stdin))
