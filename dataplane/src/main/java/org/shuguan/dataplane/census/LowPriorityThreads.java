package org.shuguan.dataplane.census;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Creates worker threads with a low operating system priority, if the system property [#PROPERTY] is set. A
/// census uses all processors for minutes; at low priority it does not delay the requests of people. On Linux the
/// priority belongs to a thread and is inherited by the threads that the engine starts from it.
public final class LowPriorityThreads {
    /// System property with the niceness of the threads, 1 to 19 as `nice` counts.
    public static final String PRIORITY_PROPERTY = "shuguan.census.niceness";

    private LowPriorityThreads() {}

    /// Loaded only if a priority is set.
    private static final class Native {
        static final Optional<MethodHandle> SET_PRIORITY = setPriority();

        @SuppressWarnings("restricted")
        private static Optional<MethodHandle> setPriority() {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("setpriority")
                    .map(address -> linker.downcallHandle(
                            address,
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT)));
        }
    }

    static ThreadFactory factory() {
        ThreadFactory usual = Executors.defaultThreadFactory();
        int nice = Integer.getInteger(PRIORITY_PROPERTY, 0);
        // On other systems the same call changes the priority of the whole process.
        boolean possible = System.getProperty("os.name").equals("Linux");
        return nice <= 0 || !possible
                ? usual
                : work -> usual.newThread(() -> {
                    lowerPriority(nice);
                    work.run();
                });
    }

    /// Lowers the priority of the calling thread. An unprivileged process cannot raise it again.
    private static void lowerPriority(int nice) {
        Native.SET_PRIORITY.ifPresent(setPriority -> {
            try {
                int refused = (int) setPriority.invokeExact(0, 0, nice);
                if (refused != 0) {
                    // The thread then runs at normal priority: the result does not depend on it.
                    return;
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
