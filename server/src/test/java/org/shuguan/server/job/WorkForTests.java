package org.shuguan.server.job;

import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Kinds of jobs whose work is controlled by a test. Part of every test context, so that none is started for it.
@Configuration
class WorkForTests {
    @FunctionalInterface
    interface Work {
        void run(JobContext job) throws Exception;
    }

    /// Runs for each job the work that the test has defined for it.
    static final class Told implements JobKind {
        private final String name;
        private final Lane lane;
        private final Map<UUID, Work> work = new ConcurrentHashMap<>();
        final Queue<Job> ended = new ConcurrentLinkedQueue<>();

        Told(String name, Lane lane) {
            this.name = name;
            this.lane = lane;
        }

        void does(UUID job, Work what) {
            work.put(job, what);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public String measure() {
            return "test";
        }

        @Override
        public int tries() {
            return 2;
        }

        @Override
        public void run(JobContext job) throws Exception {
            work.getOrDefault(job.id(), nothing -> {}).run(job);
        }

        @Override
        public void ended(Job job) {
            ended.add(job);
        }
    }

    @Bean
    Told longWork() {
        return new Told("test-long", Lane.LONG);
    }

    @Bean
    Told shortWork() {
        return new Told("test-short", Lane.SHORT);
    }

    /// Waits for the test, or until it is asked to stop.
    static Work until(CountDownLatch begun, CountDownLatch enough) {
        return job -> {
            begun.countDown();
            while (!enough.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                job.orStop();
            }
        };
    }
}
