package org.shuguan.server.job;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.shuguan.server.SeparateServer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A server in its own process, which is killed by the test or by its own work.
public final class KilledServer {
    static final String COUNTING = "test-counting";
    static final String DEADLY = "test-deadly";
    static final int COUNT = 20;
    /// Behind this number counting waits until the process dies; the next one begins with the number after it.
    private static final int PAUSE_BEHIND = 3;

    private KilledServer() {}

    /// Arguments: the database, the home, and the jobs to start, if any: a kind and an id each.
    public static void main(String[] arguments) {
        SeparateServer.start(arguments, Work.class);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Work {
        /// Counts in the database, one number per transaction, and continues after the last stored one.
        @Bean
        JobKind counting(JdbcClient jdbc) {
            return new Kind(COUNTING) {
                @Override
                public void run(JobContext job) {
                    job.total(COUNT);
                    for (int n = counted(jdbc) + 1; n <= COUNT; n++) {
                        jdbc.sql("insert into public.counted (n) values (:n)")
                                .param("n", n)
                                .update();
                        job.done(n);
                        job.orStop();
                        if (n == PAUSE_BEHIND) {
                            until(() -> false);
                        }
                    }
                }
            };
        }

        /// Ends the process as a kill does: no shutdown hook runs. The first time in the midst of the counting,
        /// from then on when the counting is over.
        @Bean
        JobKind deadly(JdbcClient jdbc) {
            return new Kind(DEADLY) {
                @Override
                public void run(JobContext job) {
                    if (deaths(jdbc) == 0) {
                        until(() -> counted(jdbc) == PAUSE_BEHIND);
                    } else {
                        until(() -> jdbc.sql("select state from job.job where kind = :kind")
                                .param("kind", COUNTING)
                                .query(String.class)
                                .single()
                                .equals("done"));
                    }
                    jdbc.sql("insert into public.death default values").update();
                    Runtime.getRuntime().halt(9);
                }
            };
        }

        @Bean
        ApplicationRunner starting(Jobs jobs) {
            return arguments -> {
                String[] told = arguments.getSourceArgs();
                for (int i = 2; i < told.length; i += 2) {
                    String id = told[i + 1];
                    jobs.start(new NewJob(UUID.fromString(id), told[i], id, null, Map.of(), null, null));
                }
            };
        }
    }

    static int counted(JdbcClient jdbc) {
        return jdbc.sql("select coalesce(max(n), 0) from public.counted")
                .query(Integer.class)
                .single();
    }

    static int deaths(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from public.death")
                .query(Integer.class)
                .single();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private abstract static class Kind implements JobKind {
        private final String name;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Lane lane() {
            return Lane.LONG;
        }

        @Override
        public String measure() {
            return "test";
        }
    }
}
