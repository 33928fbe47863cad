//! The promises of the documentation about threads, checked when the crate is compiled.

const fn assert_send_sync<T: Send + Sync>() {}

const _: () = {
    assert_send_sync::<crate::HostVariable<std::sync::Mutex<String>>>();
    assert_send_sync::<crate::HostContext>();
    assert_send_sync::<crate::HostScope<std::sync::Mutex<String>>>();
    assert_send_sync::<crate::Storage>();
    assert_send_sync::<crate::Limits>();
};

#[cfg(feature = "runtime")]
const _: () = {
    assert_send_sync::<crate::event_loop::Mailbox>();
    assert_send_sync::<crate::event_loop::KeepAlive>();
    assert_send_sync::<crate::event_loop::Abandoned>();
    assert_send_sync::<crate::event_loop::ReportKind>();
    assert_send_sync::<crate::RuntimeSettings>();
    assert_send_sync::<crate::ShutdownReport>();
    assert_send_sync::<crate::source::SourceError>();
    assert_send_sync::<crate::cleanup::Resources>();
    assert_send_sync::<crate::cleanup::ResourceOptions>();
    assert_send_sync::<crate::pool::Pool>();
    assert_send_sync::<crate::pool::LoadError>();
    assert_send_sync::<crate::pool::TenantHealth>();
    assert_send_sync::<crate::event_loop::ClosedRealm>();
};

/// A type is not `Send` if this stays unambiguous: with `Send`, both implementations would apply.
macro_rules! assert_not_send {
    ($($type:ty),* $(,)?) => {$(
        const _: fn() = || {
            trait AmbiguousIfSend<A> {
                fn check() {}
            }
            impl<T: ?Sized> AmbiguousIfSend<()> for T {}
            struct IsSend;
            impl<T: ?Sized + Send> AmbiguousIfSend<IsSend> for T {}
            let _ = <$type as AmbiguousIfSend<_>>::check;
        };
    )*};
}

assert_not_send!(
    crate::Agent,
    crate::AsyncContext,
    crate::Capture,
    crate::JsHostVariable,
    crate::Mapping,
);

#[cfg(feature = "runtime")]
assert_not_send!(crate::Error, crate::EventLoop, crate::Runtime);
