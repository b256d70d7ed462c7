use ambient::Timestamp;
use yasna::DERWriter;
use yasna::tags::{TAG_GENERALIZEDTIME, TAG_UTCTIME};

/// RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050.
pub(crate) fn write(writer: DERWriter<'_>, at: Timestamp) {
    let instant = jiff::Timestamp::from_second(at.seconds()).unwrap_or(jiff::Timestamp::MAX);
    let long = instant.strftime("%Y%m%d%H%M%SZ").to_string();
    let (tag, text) = if long.as_str() < "2050" { (TAG_UTCTIME, &long[2..]) } else { (TAG_GENERALIZEDTIME, &long[..]) };
    writer.write_tagged_implicit(tag, |writer| writer.write_bytes(text.as_bytes()));
}
