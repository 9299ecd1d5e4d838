package org.shuguan.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Sends requests at a fixed rate, independent of the response times (open-loop load). Latency is measured from
/// the scheduled time, so that a slow response also counts for the requests that it delays.
final class FixedRateLoad {
    /// The request of one client.
    interface Request {
        void send() throws Exception;
    }

    /// Latencies in milliseconds, in ascending order.
    record Latencies(List<Double> sorted) {
        Latencies {
            sorted = List.copyOf(sorted);
        }

        double percentile(double share) {
            return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
        }

        @Override
        public String toString() {
            return "p50 %7.1f  p99 %7.1f  max %7.1f ms  (%,d)"
                    .formatted(percentile(0.5), percentile(0.99), sorted.getLast(), sorted.size());
        }
    }

    private FixedRateLoad() {}

    /// Runs the clients until `over` returns true.
    ///
    /// @param clients one request each, sent repeatedly; their schedules are spread over the interval
    /// @param every interval between two requests of a client
    static Latencies run(List<? extends Request> clients, Duration every, BooleanSupplier over)
            throws InterruptedException, ExecutionException {
        List<Double> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            long start = System.nanoTime();
            List<Future<List<Double>>> asked = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                Request client = clients.get(i);
                long first = start + every.toNanos() * i / clients.size();
                asked.add(threads.submit(() -> runClient(client, first, every.toNanos(), over)));
            }
            for (Future<List<Double>> one : asked) {
                all.addAll(one.get());
            }
        }
        Collections.sort(all);
        return new Latencies(all);
    }

    private static List<Double> runClient(Request request, long first, long every, BooleanSupplier over)
            throws Exception {
        List<Double> took = new ArrayList<>();
        for (long meant = first; !over.getAsBoolean(); meant += every) {
            for (long wait = meant - System.nanoTime(); wait > 0; wait = meant - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            request.send();
            took.add((System.nanoTime() - meant) / 1e6);
        }
        return took;
    }
}
