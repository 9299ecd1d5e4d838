package org.shuguan.dataplane.census;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Threads that give way to those who wait at a page, where whoever runs the census asks for it by [#PROPERTY]. A
/// census takes all processors for minutes; nobody is kept waiting by one that takes them when nobody else does.
/// Linux keeps a priority for each thread, and what the engine starts from such a thread has it too.
public final class GivingWay {
    /// The system property that says how far to stand back, as `nice` counts, from 1 to 19.
    public static final String PROPERTY = "shuguan.census.nice";

    private GivingWay() {}

    /// Only where it is asked for.
    private static final class Native {
        static final Optional<MethodHandle> SET_PRIORITY = found();

        @SuppressWarnings("restricted")
        private static Optional<MethodHandle> found() {
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

    static ThreadFactory threads() {
        ThreadFactory usual = Executors.defaultThreadFactory();
        int nice = Integer.getInteger(PROPERTY, 0);
        // Elsewhere the same call would slow the whole process down.
        boolean possible = System.getProperty("os.name").equals("Linux");
        return nice <= 0 || !possible
                ? usual
                : work -> usual.newThread(() -> {
                    standBack(nice);
                    work.run();
                });
    }

    /// Of the calling thread alone; there is no way back for it.
    private static void standBack(int nice) {
        Native.SET_PRIORITY.ifPresent(setPriority -> {
            try {
                int refused = (int) setPriority.invokeExact(0, 0, nice);
                if (refused != 0) {
                    // Then it runs as before: a courtesy, not a condition.
                    return;
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
