//! Spreadsheets as people send them, read into a sheet of cells: nothing is evaluated, nothing is believed, and no file makes
//! memory grow beyond what is said here.
