//! dui
