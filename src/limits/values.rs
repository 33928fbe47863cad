//! The limits of a runtime, as plain data.

use std::fmt;

use boa_engine::vm::RuntimeLimits;

use super::{limit::Limit, network::NetworkRules};
#[cfg(exact_native_stack)]
use crate::native_stack;
#[cfg(feature = "runtime")]
use crate::watchdog::TurnTime;

/// VM stack slots for each level of recursion that is allowed.
const SLOTS_PER_LEVEL: usize = 64;
/// Bytes of the native stack for each level of recursion that is allowed; the engine's default is as much for its 512 levels.
#[cfg(exact_native_stack)]
const NATIVE_STACK_PER_LEVEL: usize = if cfg!(debug_assertions) {
    12 << 10
} else {
    2 << 10
};

/// The limits that a host sets for a program. Give them to
/// [`RuntimeBuilder::limits`](crate::RuntimeBuilder::limits), or to [`put_into`](Self::put_into) for a context of your own.
///
/// It is plain data that can be sent to another thread. [Workers](crate::RuntimeSettings) inherit it.
///
/// A limit that is met has one outcome, and the host always hears of it:
///
/// - **The program** gets an exception at the call that needed more: a `RangeError`, or from a web API what the standard
///   says, mostly a "QuotaExceededError" `DOMException`. It can catch that, free something, and go on. Limits that no call
///   can answer, such as the engine's, end the job with an error that the program cannot catch.
/// - **The host** gets a [report](crate::event_loop::ReportKind::Limit) with the [limit](crate::LimitMet), its value, the setter
///   that raises it, the place in the program, and the mapping of the code that met it. One report for each limit and
///   job, however often the job met it.
///
/// Nothing is counted that has no limit.
///
/// ```
/// # #[cfg(feature = "runtime")]
/// # fn main() -> Result<(), boa_async_context::Error> {
/// use boa_async_context::{Limit, Limits, Runtime};
///
/// let limits = Limits::untrusted().timers(2);
/// let mut runtime = Runtime::builder().limits(limits).build()?;
/// runtime.event_loop().set_reporter(|report, _| {
///     let met = report.limit().expect("nothing else goes wrong");
///     assert_eq!((met.limit(), met.value(), met.times()), (Limit::Timers, 2, 3));
/// });
/// runtime.eval(
///     "let refused = 0;
///      for (let i = 0; i < 5; i++) {
///          try { setTimeout(() => {}); } catch (error) { refused += error instanceof RangeError; }
///      }",
/// )?;
/// runtime.run_until_idle_blocking()?;
/// assert_eq!(runtime.eval("refused")?.as_number(), Some(3.0));
/// // Both have fired, so there is room again.
/// runtime.eval("setTimeout(() => {})")?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "runtime"))]
/// # fn main() {}
/// ```
#[derive(Clone, Default)]
pub struct Limits {
    /// By the number of the limit; `None` where there is none, and for the limits of the engine.
    values: [Option<u64>; Limit::ALL.len()],
    engine: RuntimeLimits,
    network: NetworkRules,
    #[cfg(feature = "runtime")]
    turn: Option<TurnTime>,
}

impl Limits {
    /// No limits but those that the engine has by itself, and that of [workers](Self::workers). The default.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Limits for a program that the host does not trust. They are far above what programs need that answer requests, and
    /// low enough that a thousand such programs do not bring a machine down. Each setter says the value of this preset, and
    /// why.
    ///
    /// The guide *Untrusted code* says what they cannot stop.
    #[must_use]
    pub fn untrusted() -> Self {
        let limits = Self::none()
            .timers(10_000)
            .tasks(10_000)
            .captures(100_000)
            .bindings(1_000)
            .resources(64)
            .requests(32)
            .body_bytes(16 << 20)
            .messages(10_000)
            .message_bytes(64 << 20)
            .channels(256)
            .network(NetworkRules::public())
            .workers(4)
            .buffer_bytes(64 << 20)
            .string_length(16_000_000)
            .recursion(400)
            .loop_iterations(100_000_000);
        #[cfg(feature = "runtime")]
        let limits = limits
            .turn_time(std::time::Duration::from_secs(1))
            .microtasks(1_000_000);
        limits
    }

    /// The value of a limit; `None` if there is none, and for [`Limit::Network`], which has no number.
    #[must_use]
    pub fn get(&self, limit: Limit) -> Option<u64> {
        let of_size = |size: usize| (size != usize::MAX).then_some(size as u64);
        match limit {
            Limit::Recursion => of_size(self.engine.recursion_limit()),
            Limit::StackSlots => of_size(self.engine.stack_size_limit()),
            Limit::LoopIterations => {
                let limit = self.engine.loop_iteration_limit();
                (limit != u64::MAX).then_some(limit)
            }
            #[cfg(feature = "runtime")]
            Limit::TurnTime => {
                let nanoseconds = self.turn.as_ref()?.limit().as_nanos();
                Some(u64::try_from(nanoseconds.div_ceil(1_000_000)).unwrap_or(u64::MAX))
            }
            limit => self.values[limit as usize],
        }
    }

    /// The limits of the engine.
    #[must_use]
    pub const fn engine(&self) -> RuntimeLimits {
        self.engine
    }

    /// Where requests may go.
    #[must_use]
    pub const fn network_rules(&self) -> &NetworkRules {
        &self.network
    }

    /// The same limits with those of the engine as given.
    #[must_use]
    pub fn with_engine(mut self, engine: RuntimeLimits) -> Self {
        self.engine = engine;
        self
    }

    /// What the engine gets to know, on this thread.
    #[allow(
        unused_mut,
        clippy::missing_const_for_fn,
        reason = "the published engine knows less"
    )]
    pub(super) fn of_engine(&self) -> RuntimeLimits {
        let mut engine = self.engine;
        #[cfg(exact_string_length)]
        if let Some(most) = self.values[Limit::StringLength as usize] {
            engine.set_string_length_limit(usize::try_from(most).unwrap_or(usize::MAX));
        }
        #[cfg(exact_native_stack)]
        {
            // A part is for what is done between two looks at the stack.
            let fits = native_stack::left() / 4 * 3;
            engine.set_native_stack_limit(engine.native_stack_limit().min(fits));
        }
        engine
    }

    fn with(mut self, limit: Limit, value: impl TryInto<u64>) -> Self {
        self.values[limit as usize] = Some(value.try_into().unwrap_or(u64::MAX));
        self
    }
}

/// What a program may have at one time.
impl Limits {
    /// Timers that wait: those of `setTimeout`, `setInterval`, `AbortSignal.timeout` and of delays and time limits of other
    /// APIs.
    ///
    /// Beyond it `setTimeout` throws a `RangeError`, that of the web APIs a "QuotaExceededError". A timer counts until it has
    /// fired or is cleared; an interval, while its callback runs too. Timers of the host count, and are never refused.
    ///
    /// For untrusted programs: 10,000, which is some 5 MB. A timer is a root, so the collector cannot help.
    #[must_use]
    pub fn timers(self, most: usize) -> Self {
        self.with(Limit::Timers, most)
    }

    /// Callbacks that wait for their turn: those of `setImmediate`, `requestAnimationFrame`, `requestIdleCallback` and
    /// `scheduler`.
    ///
    /// Beyond it these functions throw a "QuotaExceededError" `DOMException`, those of `scheduler` reject with it. A callback
    /// counts until its turn, even if it was cancelled, unless it waits for a frame or for idle time.
    ///
    /// For untrusted programs: 10,000, as for timers.
    #[must_use]
    pub fn tasks(self, most: usize) -> Self {
        self.with(Limit::Tasks, most)
    }

    /// Captured mappings: those that the [census](crate::Agent::census) counts, but for microtasks.
    ///
    /// Beyond it `variable.run`, `new AsyncContext.Snapshot()` and `AsyncContext.Snapshot.wrap` throw a `RangeError`. A
    /// promise captures when it gets a handler, which cannot throw: that is allowed, and what comes next of the three throws.
    /// When the limit is met, garbage is collected first, since a capture counts until it is collected.
    ///
    /// For untrusted programs: 100,000, which is 1.6 MB beside what they hold.
    #[must_use]
    pub fn captures(self, most: usize) -> Self {
        self.with(Limit::Captures, most)
    }

    /// Bindings of JS variables in one mapping.
    ///
    /// Beyond it `variable.run` throws a `RangeError`. Setting a variable again is no new binding. Those of
    /// [`HostVariable`](crate::HostVariable)s do not count.
    ///
    /// For untrusted programs: 1,000. Programs have a few; a captured mapping keeps all of its values alive.
    #[must_use]
    pub fn bindings(self, most: usize) -> Self {
        self.with(Limit::Bindings, most)
    }

    /// Native resources that are open, of all classes.
    ///
    /// Beyond it the promise of the function that opens one is rejected with a `RangeError`. When the limit is met, garbage is
    /// collected first, which closes resources that the program has forgotten. If one is being closed, for whatever reason,
    /// the function waits until it is, so that there are never more open than this. One that is given up at a deadline, or leaked
    /// because an operation does not end, gives its place away.
    ///
    /// For untrusted programs: 64, because each is a file descriptor or more, of which a process has 1,024 by default.
    #[must_use]
    pub fn resources(self, most: usize) -> Self {
        self.with(Limit::Resources, most)
    }

    /// Requests under way: each `fetch`, `XMLHttpRequest` and `EventSource` counts from its start until its connection is
    /// not used any more: the body has arrived, the request has failed, its response was collected, or, in the next turn of
    /// the loop, it was aborted.
    ///
    /// Beyond it `fetch` is rejected with a "QuotaExceededError" `DOMException`; `send` and `new EventSource` throw it. When
    /// the limit is met, garbage is collected first.
    ///
    /// With a limit, no connection is kept for the next request: a kept one is a socket for which no request counts. So there
    /// are at most as many sockets as requests, and each request connects anew.
    ///
    /// For untrusted programs: 32. Each may be a connection, and browsers open 6 to a server.
    #[must_use]
    pub fn requests(self, most: usize) -> Self {
        self.with(Limit::Requests, most)
    }

    /// Where requests may go, by URL and by address.
    ///
    /// A request that is refused is a network error; see [`NetworkRules`].
    ///
    /// For untrusted programs: [`NetworkRules::public`], because the services of a machine and of a private network trust
    /// whoever reaches them.
    #[must_use]
    pub fn network(mut self, rules: NetworkRules) -> Self {
        self.network = rules;
        self
    }

    /// Bytes of a body that is read at once, after decompression: by `text()`, `json()`, `arrayBuffer()`, `blob()` or an
    /// `XMLHttpRequest`; and of one event of an `EventSource`, which fires `error` beyond it and does not connect again. A
    /// body that is read as a stream has no limit, but one chunk of a compressed one has this one.
    ///
    /// Beyond it the promise is rejected with a "QuotaExceededError" `DOMException`, an `XMLHttpRequest` fires `error`; and the
    /// connection is closed.
    ///
    /// For untrusted programs: 16 MiB, since a compressed body grows up to a thousand times.
    #[must_use]
    pub fn body_bytes(self, most: u64) -> Self {
        self.with(Limit::BodyBytes, most)
    }

    /// Messages that have been sent, to a port, a worker or a broadcast channel, and that have not arrived. One to a
    /// broadcast channel counts once for each receiver. Those of the runtime that the host has built and those of its workers
    /// count together: a message that a worker has sent may wait longer than the worker lives.
    ///
    /// Beyond it `postMessage` throws a "QuotaExceededError" `DOMException`.
    ///
    /// For untrusted programs: 10,000. The queue of a port that nobody starts is never emptied.
    #[must_use]
    pub fn messages(self, most: usize) -> Self {
        self.with(Limit::Messages, most)
    }

    /// Bytes of the messages that have been sent and have not arrived, of the whole tree of workers; as for
    /// [`messages`](Self::messages). It is about what they take: the message, its values, and what is transferred with it. A
    /// port weighs some hundred bytes, whose messages weigh by themselves. A buffer weighs what is reserved for it, and a
    /// `SharedArrayBuffer` weighs in each message that has it.
    ///
    /// For untrusted programs: 64 MiB. The bytes are outside the heap, where no collection finds them.
    #[must_use]
    pub fn message_bytes(self, most: u64) -> Self {
        self.with(Limit::MessageBytes, most)
    }

    /// Message ports and broadcast channels that are open: each counts until it is closed, transferred or collected.
    ///
    /// Beyond it the constructors throw a "QuotaExceededError" `DOMException`. When the limit is met, garbage is collected
    /// first.
    ///
    /// For untrusted programs: 256. The broadcast channels of all runtimes in a process are in one list.
    #[must_use]
    pub fn channels(self, most: usize) -> Self {
        self.with(Limit::Channels, most)
    }

    /// Workers in the whole tree below the runtime that the host has built: its workers, their workers, and so on. Zero
    /// forbids workers. The limits of the root are those of its tree.
    ///
    /// Beyond it `new Worker()` throws a "QuotaExceededError" `DOMException`. A worker counts until its thread ends. That is
    /// later than `terminate()`, and code that never returns may keep the thread.
    ///
    /// Without a value there is a limit all the same, of 64, because each is a thread. For untrusted programs: 4, since each
    /// may use a core.
    #[must_use]
    pub fn workers(self, most: usize) -> Self {
        self.with(Limit::Workers, most)
    }
}

/// How large one thing may be.
impl Limits {
    /// Bytes of one `ArrayBuffer` or `SharedArrayBuffer`, and so of a typed array. The engine's default is 1.5 GiB.
    ///
    /// A larger one is a `RangeError`, which the program can catch: of constructors and methods of the language, of `TextEncoder`,
    /// and as the rejection of `arrayBuffer()` and `bytes()` of bodies and blobs and of an operation of a resource. Where the
    /// standards say something else, it is that: the `response` of an `XMLHttpRequest` is `null`, a message with a larger
    /// buffer than its receiver may have fires `messageerror`, and a stream of bytes has smaller chunks.
    ///
    /// The host hears of each, but for those of the engine's constructors. The engine does not say who asked, so the host
    /// hears only of one that is not caught.
    ///
    /// A native function of the host that has bytes asks by [`array_buffer`](crate::array_buffer),
    /// [`uint8_array`](crate::uint8_array) or [`admit_buffer`](Self::admit_buffer): the engine's functions that take bytes
    /// ask nobody.
    ///
    /// For untrusted programs: 64 MiB.
    #[must_use]
    pub fn buffer_bytes(self, most: u64) -> Self {
        self.with(Limit::BufferBytes, most)
    }

    /// Code units of one string that an operation makes: `+`, template literals, `repeat`, `padStart`, `padEnd`, `concat`,
    /// `replace`, `replaceAll` and `join`.
    ///
    /// **In exact mode only.** The job ends with an error that the program cannot catch, before anything is allocated. The
    /// published engine makes strings of up to 2^32 - 1 code units, and `"x".repeat(2 ** 32 - 1)` ends a process that has not
    /// the memory.
    ///
    /// For untrusted programs: 16 million, which are 32 MB.
    #[must_use]
    pub fn string_length(self, most: usize) -> Self {
        self.with(Limit::StringLength, most)
    }
}

/// What a turn of the event loop may take.
#[cfg(feature = "runtime")]
impl Limits {
    /// How long a turn may run: one callback, one microtask checkpoint, or one script that the host evaluates. A
    /// [`Duration`](std::time::Duration), or a [`TurnTime`] to hear of turns that cannot be interrupted.
    ///
    /// The turn is interrupted: its code ends with an error that the program cannot catch, and that settles no promise. Of a
    /// checkpoint the microtasks that are left are dropped, [counted](crate::EventLoop::dropped_microtasks) and told; promises
    /// and async functions that waited for them never go on. Then the loop goes on with the next task.
    ///
    /// What can be interrupted depends on the engine. In exact mode all JavaScript is. On the published engine only a
    /// checkpoint is, between two microtasks; any other turn that takes longer is reported when it has ended. What neither
    /// interrupts is told to [`TurnTime::on_stuck`]; the guide *Untrusted code* has the list.
    ///
    /// For untrusted programs: 1 s, with as much grace and nobody told. A turn costs two locks of a mutex more, and two looks
    /// at the clock.
    #[must_use]
    pub fn turn_time(mut self, time: impl Into<TurnTime>) -> Self {
        self.turn = Some(time.into());
        self
    }

    /// Microtasks of one checkpoint: jobs of promises, and what `queueMicrotask` was given.
    ///
    /// The checkpoint ends before the next one. The microtasks that are left are dropped, as by
    /// [`turn_time`](Self::turn_time), and the loop goes on with the next task.
    ///
    /// For untrusted programs: 1 million. Each `await` takes one to three.
    #[must_use]
    pub fn microtasks(self, most: u64) -> Self {
        self.with(Limit::Microtasks, most)
    }

    /// Bytes that the thread may allocate from now on without freeing them, as a
    /// [`CountingAllocator`](crate::CountingAllocator) counts them, which the host has to install. Runtimes on the same thread
    /// share them. Memory that another thread has allocated and handed over, such as a transferred buffer or the body of a
    /// response, is not counted. When the thread frees it, its count falls; if it falls below the count at which the limit was
    /// set, the limit follows at the next turn, and stays there. So the host, too, must not keep more on that thread later than
    /// it did then.
    ///
    /// Where more is allocated, garbage is collected first. If less than a sixteenth is free then, the turn is interrupted as by
    /// [`turn_time`](Self::turn_time). If that is still so when the turn is over, the runtime has
    /// [ended](crate::event_loop::Mailbox::end): the program holds the memory. The host hears which.
    ///
    /// The allocation itself is never refused: an allocator could only end the process. In exact mode the turn ends at the next
    /// call, iteration or element, so one operation may exceed the limit by what it needs, such as a doubled string. On
    /// the published engine the loop looks after each microtask and each turn.
    ///
    /// For untrusted programs there is no value, since the host has to install the allocator. 64 MB is ample: a runtime with
    /// the web APIs takes half of one.
    #[must_use]
    pub fn heap(self, most: u64) -> Self {
        self.with(Limit::Heap, most)
    }

    /// The time of a turn.
    #[must_use]
    pub const fn turn(&self) -> Option<&TurnTime> {
        self.turn.as_ref()
    }
}

/// The engine's own limits. An error that the program cannot catch ends the job, and is reported as uncaught; see
/// [`Report::limit_kind`](crate::event_loop::Report::limit_kind).
impl Limits {
    /// JS calls that may nest; the engine's default is 512. Each level uses native stack, so raise it only together with the
    /// stack size of the thread. The [slots](Self::stack_slots) are raised with it.
    ///
    /// For untrusted programs: 400, which fits the 2 MiB that a thread has by default in a release build.
    #[must_use]
    pub fn recursion(mut self, most: usize) -> Self {
        self.engine.set_recursion_limit(most);
        // By default there are 20 slots a level.
        let slots = most.saturating_mul(SLOTS_PER_LEVEL);
        let slots = slots.max(self.engine.stack_size_limit());
        self.engine.set_stack_size_limit(slots);
        #[cfg(exact_native_stack)]
        {
            let bytes = most.saturating_mul(NATIVE_STACK_PER_LEVEL);
            let bytes = bytes.max(self.engine.native_stack_limit());
            self.engine.set_native_stack_limit(bytes);
        }
        self
    }

    /// Bytes of the native stack that a program may use where it goes down without a call: nested source, proxies of
    /// proxies, `JSON.stringify` and `flat` of arrays in arrays. The default is 1 MiB, and 6 MiB in debug builds, or 2 KiB for each
    /// level of [`recursion`](Self::recursion) if that is more, but at most three quarters of what is left of the stack of the thread
    /// where a context gets the limits.
    ///
    /// **In exact mode only.** Source that is nested more deeply is a `SyntaxError`; the others end the job with an error that
    /// the program cannot catch. On the published engine source may use what is left of the stack
    /// ([`check_nesting`](crate::check_nesting)), and the others overflow it, which ends the process.
    #[must_use]
    pub fn native_stack(self, bytes: usize) -> Self {
        #[cfg(exact_native_stack)]
        {
            let mut limits = self;
            limits.engine.set_native_stack_limit(bytes);
            limits
        }
        #[cfg(not(exact_native_stack))]
        {
            let _ = bytes;
            self
        }
    }

    /// Iterations of one loop in one call. A loop that calls a function with a loop may still run for the product of both,
    /// and the engine does not count what built-ins such as `forEach` repeat.
    ///
    /// For untrusted programs: 100 million, some seconds.
    #[must_use]
    pub fn loop_iterations(mut self, most: u64) -> Self {
        self.engine.set_loop_iteration_limit(most);
        self
    }

    /// Values on the stack of the VM; the engine's default is 10,240.
    #[must_use]
    pub fn stack_slots(mut self, most: usize) -> Self {
        self.engine.set_stack_size_limit(most);
        self
    }
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for limit in Limit::ALL {
            if let Some(value) = self.get(limit) {
                map.entry(&limit, &value);
            }
        }
        map.finish()
    }
}
