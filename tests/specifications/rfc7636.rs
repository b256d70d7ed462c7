//! Proof Key for Code Exchange.

mod challenge;
