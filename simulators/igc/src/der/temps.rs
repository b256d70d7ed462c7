use ambient::Timestamp;
use yasna::DERWriter;
use yasna::tags::{TAG_GENERALIZEDTIME, TAG_UTCTIME};

/// RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050.
pub(crate) fn write(writer: DERWriter<'_>, at: Timestamp) {
    let long = long(at);
    let (tag, text) = if long.as_str() < "2050" { (TAG_UTCTIME, &long[2..]) } else { (TAG_GENERALIZEDTIME, &long[..]) };
    writer.write_tagged_implicit(tag, |writer| writer.write_bytes(text.as_bytes()));
}

/// GeneralizedTime, as OCSP always writes it.
pub(crate) fn generalise(writer: DERWriter<'_>, at: Timestamp) {
    writer.write_tagged_implicit(TAG_GENERALIZEDTIME, |writer| writer.write_bytes(long(at).as_bytes()));
}

pub(crate) fn long(at: Timestamp) -> String {
    let instant = jiff::Timestamp::from_second(at.seconds()).unwrap_or(jiff::Timestamp::MAX);
    instant.strftime("%Y%m%d%H%M%SZ").to_string()
}
