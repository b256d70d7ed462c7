use std::collections::BTreeMap;

use uuid::Uuid;
use webauthn_rs::prelude::{AttestationCaList, AttestationCaListBuilder};

use crate::SetupError;

/// One maker of authenticators, and those of its models that are taken.
#[derive(Clone, Debug)]
pub struct Maker {
    /// PEM: the authority under which it attests.
    pub authority: Vec<u8>,
    /// AAGUIDs, as the maker publishes them.
    pub models: Vec<Uuid>,
}

/// Which authenticators are taken.
#[derive(Clone, Debug, Default)]
pub enum Models {
    /// Any: nobody is asked to vouch, and the browser tells no model.
    #[default]
    Any,
    /// Those alone, each vouched for by its maker; none that copies its keys to others.
    Listed(AttestationCaList),
}

impl Models {
    /// No maker at all: any model.
    pub fn listed(makers: &[Maker]) -> Result<Self, SetupError> {
        if makers.is_empty() {
            return Ok(Self::Any);
        }
        let mut list = AttestationCaListBuilder::new();
        for maker in makers {
            for model in &maker.models {
                let named = list.insert_device_pem(&maker.authority, *model, model.to_string(), BTreeMap::new());
                named.map_err(|error| SetupError::Authority(format!("{error:?}")))?;
            }
        }
        Ok(Self::Listed(list.build()))
    }
}
