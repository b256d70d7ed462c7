//! RPPS numbers, given out once each (IDN-04, ENR-10).

use async_trait::async_trait;
use sante::Rpps;

use crate::port::PortError;

/// Order numbers that this registry gives out: the ten digits before the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plage {
    premier: u64,
    dernier: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("une plage va d'un numéro d'ordre de dix chiffres à un autre, plus grand ou égal")]
pub struct PlageError;

#[derive(Debug, thiserror::Error)]
pub enum NumeroError {
    #[error("every RPPS number of the range {0:?} is given out")]
    Epuisee(Plage),
    #[error(transparent)]
    Port(#[from] PortError),
}

/// The counter of each range.
#[async_trait]
pub trait Numeros: Send {
    /// The next order number of the range that nobody has, or `None` when there is no more. It is spent once the write
    /// transaction commits; taken back with it, it was never given.
    async fn prochain_ordre(&mut self, plage: Plage) -> Result<Option<u64>, PortError>;
}

impl Plage {
    /// Numbers written 9990 and more, which stand for nobody (real ones begin with 10). The first hundred, 9990000000 to
    /// 9990000099, is for people named in examples.
    pub const BAC_A_SABLE: Self = Self { premier: 9_990_000_100, dernier: 9_999_999_999 };

    /// No number at all: nobody is registered here.
    pub const AUCUNE: Self = Self { premier: 1, dernier: 0 };

    pub const fn nouvelle(premier: u64, dernier: u64) -> Result<Self, PlageError> {
        if premier < 1_000_000_000 || dernier > 9_999_999_999 || premier > dernier {
            return Err(PlageError);
        }
        Ok(Self { premier, dernier })
    }

    pub const fn premier(self) -> u64 {
        self.premier
    }

    pub const fn dernier(self) -> u64 {
        self.dernier
    }
}

impl NumeroError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Epuisee(_) => "numeros_epuises",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Epuisee(_) => "Il n'y a plus de numéro RPPS à attribuer. Adressez-vous au support de l'ANS.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

/// The next number with its key, given to nobody else.
pub async fn prochain<N: Numeros + ?Sized>(numeros: &mut N, plage: Plage) -> Result<Rpps, NumeroError> {
    if plage == Plage::AUCUNE {
        return Err(NumeroError::Epuisee(plage));
    }
    let ordre = numeros.prochain_ordre(plage).await?.ok_or(NumeroError::Epuisee(plage))?;
    Ok(Rpps::with_key(ordre))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_up_within_ten_digits() {
        assert!(Plage::nouvelle(1_000_000_000, 1_000_000_000).is_ok());
        assert_eq!(Plage::nouvelle(999_999_999, 1_000_000_000), Err(PlageError));
        assert_eq!(Plage::nouvelle(9_990_000_001, 9_990_000_000), Err(PlageError));
        assert_eq!(Plage::nouvelle(9_990_000_000, 10_000_000_000), Err(PlageError));
    }
}
