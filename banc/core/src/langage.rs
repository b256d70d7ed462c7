//! The small language that leads a real browser: an instruction a line, or separated by `;`.

use std::fmt;

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "quoi", content = "texte")]
pub enum Instruction {
    /// An address, or a path under the first origin.
    Ouvrir(String),
    /// A button or a link, by its text.
    Cliquer(String),
    /// Until the page says this.
    Attendre(String),
}

/// An instruction that nobody understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomprise(pub String);

impl fmt::Display for Incomprise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "« {} » n'est pas une instruction (ouvrir, cliquer, attendre, puis un texte)", self.0)
    }
}

/// Reads a whole script; an empty line says nothing, `#` begins a remark.
pub fn lire(script: &str) -> Result<Vec<Instruction>, Incomprise> {
    let lignes = script.split(['\n', ';']).map(str::trim).filter(|ligne| !ligne.is_empty() && !ligne.starts_with('#'));
    lignes.map(une).collect()
}

fn une(ligne: &str) -> Result<Instruction, Incomprise> {
    let incomprise = || Incomprise(ligne.to_owned());
    let (mot, texte) = ligne.split_once(char::is_whitespace).ok_or_else(incomprise)?;
    let texte = texte.trim().to_owned();
    match mot {
        "ouvrir" => Ok(Instruction::Ouvrir(texte)),
        "cliquer" => Ok(Instruction::Cliquer(texte)),
        "attendre" => Ok(Instruction::Attendre(texte)),
        _ => Err(incomprise()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_read_line_by_line_and_a_slip_is_told() {
        let lu = lire("ouvrir /\n# puis\ncliquer Se connecter ; attendre Bonjour").unwrap();
        let attendu = [
            Instruction::Ouvrir("/".to_owned()),
            Instruction::Cliquer("Se connecter".to_owned()),
            Instruction::Attendre("Bonjour".to_owned()),
        ];
        assert_eq!(lu, attendu);
        assert_eq!(lire("ouvrir /; clicker Entrer"), Err(Incomprise("clicker Entrer".to_owned())));
        assert_eq!(lire("cliquer"), Err(Incomprise("cliquer".to_owned())));
    }
}
