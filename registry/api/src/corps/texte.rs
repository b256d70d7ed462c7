//! Texts as the document bounds them: what is too long or unreadable is told before the registry is asked.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// No control character: no database holds them all.
const LISIBLE: &str = r"^[^\u0000-\u001f\u007f]*$";

/// A text of at most so many characters.
macro_rules! texte {
    ($($(#[$doc:meta])* $nom:ident, $max:literal;)+) => {$(
        $(#[$doc])*
        pub struct $nom(pub String);

        impl<'de> Deserialize<'de> for $nom {
            fn deserialize<D: Deserializer<'de>>(depuis: D) -> Result<Self, D::Error> {
                lire(depuis, $max).map(Self)
            }
        }

        impl PartialSchema for $nom {
            fn schema() -> RefOr<Schema> {
                let texte = ObjectBuilder::new().schema_type(Type::String);
                texte.max_length(Some($max)).pattern(Some(LISIBLE)).into()
            }
        }

        impl ToSchema for $nom {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($nom))
            }
        }
    )+};
}

texte! {
    /// A name or a given name.
    Nom, 160;
    /// A code of a nomenclature.
    Code, 20;
    /// A place in words.
    Lieu, 200;
    /// An address or a number.
    Coordonnee, 254;
    /// For the person who asked.
    Commentaire, 500;
}

fn lire<'de, D: Deserializer<'de>>(depuis: D, max: usize) -> Result<String, D::Error> {
    let texte = String::deserialize(depuis)?;
    if texte.chars().count() > max {
        return Err(de::Error::custom(format!("a text of at most {max} characters is expected")));
    }
    if texte.chars().any(|signe| signe.is_ascii_control()) {
        return Err(de::Error::custom("a text has a control character"));
    }
    Ok(texte)
}

/// A text of a form of its own.
macro_rules! forme {
    ($($(#[$doc:meta])* $nom:ident($lu:ty), $motif:literal, $lire:expr;)+) => {$(
        $(#[$doc])*
        pub struct $nom(pub $lu);

        impl<'de> Deserialize<'de> for $nom {
            fn deserialize<D: Deserializer<'de>>(depuis: D) -> Result<Self, D::Error> {
                let lire: fn(&str) -> Option<$lu> = $lire;
                let texte = String::deserialize(depuis)?;
                lire(&texte).map(Self).ok_or_else(|| de::Error::custom(concat!("a text like ", $motif, " is expected")))
            }
        }

        impl PartialSchema for $nom {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new().schema_type(Type::String).pattern(Some($motif)).into()
            }
        }

        impl ToSchema for $nom {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($nom))
            }
        }
    )+};
}

forme! {
    /// The number of an establishment.
    Finess(sante::Finess), "^[0-9A-Z]{9}$", |texte| texte.parse().ok();
    /// The national identifier of a professional: 8, then the RPPS number.
    Identifiant(sante::IdentifiantNational), "^8[0-9]{11}$", professionnel;
    /// M, MME, or a title of exercise.
    Civilite(String), "^[A-Z]{1,4}$", |texte| {
        let bonne = (1..=4).contains(&texte.len()) && texte.bytes().all(|octet| octet.is_ascii_uppercase());
        bonne.then(|| texte.to_owned())
    };
}

/// Somebody of the RPPS; nobody else has situations.
pub fn professionnel(texte: &str) -> Option<sante::IdentifiantNational> {
    let lu: sante::IdentifiantNational = texte.parse().ok()?;
    (matches!(lu, sante::IdentifiantNational::Rpps(_)) && lu.to_string() == texte).then_some(lu)
}

/// Of the form that the registry gives to what it names; no other is asked for.
pub fn lisible(texte: &str) -> bool {
    let lisible = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'_' | b'-');
    (1..=64).contains(&texte.len()) && texte.bytes().all(lisible)
}

/// A list of at most so many.
pub fn au_plus<'de, const MAX: usize, T: Deserialize<'de>, D: Deserializer<'de>>(
    depuis: D,
) -> Result<Vec<T>, D::Error> {
    let liste = Vec::<T>::deserialize(depuis)?;
    match liste.len() <= MAX {
        true => Ok(liste),
        false => Err(de::Error::custom(format!("a list of at most {MAX} is expected"))),
    }
}
