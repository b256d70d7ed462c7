use std::path::Path;

/// The URL of a SQLite file. It is made when it does not exist; its folder must.
pub fn sqlite_url(file: &Path) -> String {
    let mut path = String::new();
    for character in file.to_string_lossy().chars() {
        match character {
            '%' => path.push_str("%25"),
            '?' => path.push_str("%3F"),
            '#' => path.push_str("%23"),
            plain => path.push(plain),
        }
    }
    format!("sqlite://{path}?mode=rwc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_folder_name_stays_inside_the_path() {
        assert_eq!(sqlite_url(Path::new("/tmp/50 %?/a.db")), "sqlite:///tmp/50 %25%3F/a.db?mode=rwc");
    }
}
