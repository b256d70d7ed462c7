//! The blocks of code of a page, and what their first line says of them: ```` ```bash run=2 attend="prêt" ````.

/// One block, as the reader copies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bloc {
    /// `bash`, `toml`, `js`… Empty when the block says nothing.
    pub langue: String,
    /// The terminal in which the reader runs it.
    pub terminal: Option<u8>,
    /// What it prints once it is ready. It goes on then: its terminal is taken.
    pub attend: Option<String>,
    /// The word that stands for what the reader sees on a screen.
    pub remplacez: Option<String>,
    /// The terminal that the reader has stopped before (Ctrl-C).
    pub libere: Option<u8>,
    pub texte: String,
    /// The file that shows it, from the root of the repository.
    pub origine: String,
}

impl Bloc {
    /// `info`: what stands behind the fence.
    pub fn lu(info: &str, texte: &str, origine: &str) -> Self {
        let (langue, reste) = info.split_once(' ').unwrap_or((info, ""));
        Self {
            langue: langue.to_owned(),
            terminal: valeur(reste, "run=").and_then(|mot| mot.parse().ok()),
            attend: valeur(reste, "attend="),
            remplacez: valeur(reste, "remplacez="),
            libere: valeur(reste, "libere=").and_then(|mot| mot.parse().ok()),
            texte: texte.to_owned(),
            origine: origine.to_owned(),
        }
    }

    pub fn commandes(&self) -> bool {
        ["bash", "sh", "console", ""].contains(&self.langue.as_str())
    }
}

/// A word, or words between quotes.
fn valeur(info: &str, cle: &str) -> Option<String> {
    let reste = info.split_once(cle)?.1;
    let fin = |marque| reste.trim_start_matches('"').split(marque).next().map(str::to_owned);
    if reste.starts_with('"') { fin('"') } else { fin(' ') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_block_names_its_terminal_and_what_it_prints() {
        let bloc = Bloc::lu("bash run=2 attend=\"Le bac est prêt\"", "caducee\n", "x.md");
        assert_eq!((bloc.langue.as_str(), bloc.terminal), ("bash", Some(2)));
        assert_eq!(bloc.attend.as_deref(), Some("Le bac est prêt"));
        assert!(bloc.commandes());
        assert_eq!(Bloc::lu("toml", "", "x.md").terminal, None);
    }
}
