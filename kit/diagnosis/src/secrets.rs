//! The files of secrets: there, closed to others, and not empty.

use service::config::{SecretFile, SecretGuard};

use super::Said;

/// `named`: the key of the configuration, and its file.
pub fn look<'a>(named: impl IntoIterator<Item = (&'a str, &'a SecretFile)>, guard: SecretGuard) -> Said {
    let looked = |(key, file): (&str, &SecretFile)| match file.read(guard) {
        Ok(_) => Said::ok(key),
        Err(error) => Said::wrong(format!("{key}: {error}"), "do what the message says, as the owner of the files"),
    };
    let parts: Vec<Said> = named.into_iter().map(looked).collect();
    let fine = format!("{} files, each closed to others", parts.len());
    Said::of(parts, fine)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::Verdict;

    #[test]
    fn a_file_that_others_may_read_is_named_with_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, mode: u32| {
            let path = folder.path().join(name);
            fs::write(&path, "s3cret").unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            SecretFile::new(path)
        };
        let (closed, open) = (file("closed", 0o600), file("open", 0o644));
        let both = [("keys.rest_file", &closed), ("keys.seal_file", &open)];
        let said = look(both, SecretGuard::Production);
        assert_eq!(said.verdict, Verdict::Wrong);
        assert!(said.says.starts_with("keys.seal_file: ") && said.says.contains("chmod 600"), "{}", said.says);
        assert!(!said.says.contains("s3cret"));
        assert_eq!(look(both, SecretGuard::Sandbox), Said::ok("2 files, each closed to others"));
    }
}
