//! The web APIs of the tests that `boa-ac wpt` runs. The tests of the runner include this file: the runner has no APIs itself.

use std::error::Error;

use boa_async_context::Runtime;
use boa_async_context_web::{ScriptLocation, WebApis, WorkerPolicy, WorkerRequest, WorkerRuntime};
use boa_async_context_wpt::Site;
use boa_runtime::extensions::RuntimeExtension as _;

/// Installs all web APIs; relative URLs start at the URL of the test file.
///
/// # Errors
///
/// An exception if the global object refuses a property, or the URL is not absolute.
pub(crate) fn install(runtime: &mut Runtime, site: &Site) -> Result<(), boa_async_context::Error> {
    let workers = {
        let site = site.clone();
        WorkerPolicy::new().factory(move |request| worker(request, &site))
    };
    let apis = WebApis::default().worker_policy(workers);
    let apis = match site.url() {
        Some(url) => apis.base_url(url),
        None => apis,
    };
    apis.register(None, &mut runtime.context_mut())
        .map_err(boa_async_context::Error::Setup)
}

/// A worker of a test: like the file, but relative URLs start at the URL of its script.
fn worker(request: &WorkerRequest, site: &Site) -> Result<WorkerRuntime, Box<dyn Error>> {
    let mut runtime = request.builder().build()?;
    WebApis::default()
        .base_url(request.location().href())
        .register(None, &mut runtime.context_mut())?;
    let site = site.clone();
    let worker = WorkerRuntime::new(runtime);
    Ok(worker.scripts(move |location| match location {
        ScriptLocation::Other(url) => Ok(site.script(url)?),
        ScriptLocation::Data(_) => location
            .data()
            .ok_or_else(|| "the data: URL is not valid".into()),
        // A relative URL in a script that has no place, such as one in a `data:` URL.
        other => Err(format!("`{}` is no script of the tests", other.href()).into()),
    }))
}
