package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceLock;

@EnabledOnOs(OS.LINUX)
@ResourceLock("system properties")
class LowPriorityThreadsTest {
    /// The niceness: field 19 of Linux's thread status. The second field, the thread's name, may contain blanks.
    private static int nice() throws Exception {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
    }

    private static <T> T there(Callable<T> question) throws Exception {
        try (ExecutorService workers = Executors.newSingleThreadExecutor(LowPriorityThreads.factory())) {
            return workers.submit(question).get();
        }
    }

    @Test
    void aWorkerAndWhatItStartsStandBackAndNobodyElseDoes() throws Exception {
        int before = nice();
        System.setProperty(LowPriorityThreads.PRIORITY_PROPERTY, Integer.toString(before + 3));
        try {
            assertThat(there(LowPriorityThreadsTest::nice)).isEqualTo(before + 3);
            assertThat(there(() -> {
                        try (ExecutorService engine = Executors.newSingleThreadExecutor()) {
                            return engine.submit(LowPriorityThreadsTest::nice).get();
                        }
                    }))
                    .isEqualTo(before + 3);
        } finally {
            System.clearProperty(LowPriorityThreads.PRIORITY_PROPERTY);
        }
        assertThat(nice()).isEqualTo(before);
        assertThat(there(LowPriorityThreadsTest::nice)).isEqualTo(before);
    }
}
