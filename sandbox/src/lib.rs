//! The sandbox: everything in one process, with invented people.

pub mod population;
