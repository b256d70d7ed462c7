//! The PKCS#11 module is C, as every program that loads it expects: compiled here, carried by the library.

#![allow(clippy::disallowed_methods, reason = "a build script reads what cargo and the caller set")]

use std::path::PathBuf;
use std::process::Command;

const FOLDER: &str = "pkcs11";
const SOURCES: [&str; 2] = ["pkcs11/lecteur.c", "pkcs11/etat.c"];

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-env-changed=CC");
    let module = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names the folder")).join("lecteur.so");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let ran = Command::new(&compiler)
        .args(["-shared", "-fPIC", "-fvisibility=hidden", "-O2", "-Wall", "-Wextra", "-Wno-cast-function-type", "-o"])
        .arg(&module)
        .args(SOURCES)
        .args(["-ldl", "-lpthread"])
        .status();
    match ran {
        Ok(status) => assert!(status.success(), "{compiler} does not compile {FOLDER}: {status}"),
        Err(cause) => panic!("{compiler} cannot be run ({cause}): install a C compiler"),
    }
}
