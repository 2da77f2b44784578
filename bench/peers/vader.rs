// Scores each line of standard input with the crate vader-sentimental, and prints the sum of the compounds.
use std::io::BufRead;

fn main() {
    let analyzer = vader_sentimental::SentimentIntensityAnalyzer::new();
    let mut sum = 0.0;
    for line in std::io::stdin().lock().lines() {
        sum += analyzer.polarity_scores(&line.unwrap()).compound;
    }
    println!("{sum}");
}
