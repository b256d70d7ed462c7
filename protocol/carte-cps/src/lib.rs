//! carte-cps
