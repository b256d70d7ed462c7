use yasna::DERWriter;
use yasna::models::ObjectIdentifier;

/// One attribute of a name.
#[derive(Clone)]
pub(crate) struct Attribut {
    oid: &'static [u64],
    text: String,
    /// PrintableString; the others are UTF8String.
    printable: bool,
}

/// A distinguished name: RDNs in order, each with one or several attributes.
#[derive(Clone)]
pub(crate) struct Nom(pub Vec<Vec<Attribut>>);

impl Attribut {
    fn new(oid: &'static [u64], text: &str, printable: bool) -> Self {
        Self { oid, text: text.to_owned(), printable }
    }

    pub fn pays() -> Self {
        Self::new(&[2, 5, 4, 6], "FR", true)
    }

    pub fn cn(text: &str) -> Self {
        Self::new(&[2, 5, 4, 3], text, false)
    }

    pub fn sn(text: &str) -> Self {
        Self::new(&[2, 5, 4, 4], text, false)
    }

    pub fn gn(text: &str) -> Self {
        Self::new(&[2, 5, 4, 42], text, false)
    }

    pub fn localite(text: &str) -> Self {
        Self::new(&[2, 5, 4, 7], text, false)
    }

    pub fn departement(text: &str) -> Self {
        Self::new(&[2, 5, 4, 8], text, false)
    }

    pub fn organisation(text: &str) -> Self {
        Self::new(&[2, 5, 4, 10], text, false)
    }

    pub fn unite(text: &str) -> Self {
        Self::new(&[2, 5, 4, 11], text, false)
    }

    pub fn titre(text: &str) -> Self {
        Self::new(&[2, 5, 4, 12], text, false)
    }

    pub fn pseudonyme(text: &str) -> Self {
        Self::new(&[2, 5, 4, 65], text, false)
    }

    pub fn est_cn(&self) -> bool {
        self.oid == [2, 5, 4, 3]
    }

    pub fn est_sn(&self) -> bool {
        self.oid == [2, 5, 4, 4]
    }

    fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|writer| {
            writer.next().write_oid(&ObjectIdentifier::from_slice(self.oid));
            if self.printable {
                writer.next().write_printable_string(&self.text);
            } else {
                writer.next().write_utf8_string(&self.text);
            }
        });
    }
}

impl Nom {
    /// Each attribute in an RDN of its own.
    pub fn simple(attributes: impl IntoIterator<Item = Attribut>) -> Self {
        Self(attributes.into_iter().map(|attribute| vec![attribute]).collect())
    }

    pub fn write(&self, writer: DERWriter<'_>) {
        writer.write_sequence(|writer| {
            for rdn in &self.0 {
                writer.next().write_set_of(|writer| rdn.iter().for_each(|attribute| attribute.write(writer.next())));
            }
        });
    }
}
