use http::{HeaderMap, StatusCode};
use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::{Status, TraceContextExt as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_http::{HeaderExtractor, HeaderInjector};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use crate::carrier::Carrier;
use crate::{ATTRIBUTES, Destination, SPANS, Sent, TracesError};

/// Read by the layer, and no attribute: which side of a call the span is.
const KIND: &str = "otel.kind";

/// What was not sent yet is, by [`Export::close`].
#[derive(Debug)]
pub struct Export(SdkTracerProvider);

impl Export {
    pub async fn close(self) {
        // it waits for its own thread, and that one for this runtime
        let closed = tokio::task::spawn_blocking(move || self.0.shutdown()).await;
        if let Ok(Err(error)) = closed {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// A layer that sends spans there in batches, from a thread of its own: a collector that is slow or gone loses traces, and makes no
/// request wait. Called inside the runtime.
pub fn open<S>(to: Destination) -> Result<(Sent<S>, Export), TracesError>
where
    S: Subscriber + for<'a> LookupSpan<'a> + Send + Sync,
{
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Carrier::new(to.authority.as_deref())?)
        .with_protocol(Protocol::HttpJson)
        .with_endpoint(to.url)
        .build()
        .map_err(|error| TracesError::Exporter(error.to_string()))?;
    let named = [KeyValue::new("service.name", to.service), KeyValue::new("service.version", to.version)];
    let share = Sampler::TraceIdRatioBased(1.0 / f64::from(to.one_in.max(1)));
    let provider = SdkTracerProvider::builder()
        .with_resource(Resource::builder_empty().with_attributes(named).build())
        .with_sampler(Sampler::ParentBased(Box::new(share)))
        .with_batch_exporter(exporter)
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer(to.service))
        // a parent is known only once its caller has proven itself, inside the span
        .with_context_activation(false)
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(leaves).with_max_level_hint(LevelFilter::DEBUG));
    Ok((Box::new(layer), Export(provider)))
}

/// By its name and its fields, all of them: a span with one more is not sent.
fn leaves(of: &Metadata<'_>) -> bool {
    let known = |field: &str| field == KIND || ATTRIBUTES.contains(&field);
    of.is_span() && SPANS.contains(&of.name()) && of.fields().iter().all(|field| known(field.name()))
}

/// Tells the other service under which span it is called (W3C Trace Context, `traceparent`).
pub fn carry(span: &Span, headers: &mut HeaderMap) {
    let context = span.context();
    if context.span().span_context().is_valid() {
        TraceContextPropagator::new().inject_context(&context, &mut HeaderInjector(headers));
    }
}

/// Puts the request that is served now under the span of its caller. For callers that have proven who they are alone: anybody else
/// would choose which traces are kept, and mix theirs with ours.
pub fn follow(headers: &HeaderMap) {
    let caller = TraceContextPropagator::new().extract_with_context(&Context::new(), &HeaderExtractor(headers));
    if caller.span().span_context().is_valid() {
        // refused where spans go nowhere, or where this one has begun for its own: it stays a trace of its own
        let _ = Span::current().set_parent(caller);
    }
}

/// How the request or the call of this span ended.
pub fn answered(span: &Span, status: StatusCode) {
    span.set_attribute("status", i64::from(status.as_u16()));
    if status.is_server_error() {
        span.set_status(Status::error(""));
    }
}
