//! Whole journeys over the network: `try`, clients that nobody here wrote, a real browser. Each starts a sandbox of its own.

mod browser;
mod clients;
mod sandbox;
