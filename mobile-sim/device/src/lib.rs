//! mobile-device
