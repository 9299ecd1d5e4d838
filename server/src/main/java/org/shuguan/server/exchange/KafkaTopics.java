package org.shuguan.server.exchange;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.sharing.Grant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Writes changes to the operator's Kafka, if there is one. A grant's topic has the operator's prefix and the grant's
/// number, so that nobody can name another's. A record is sent when all replicas have the one before: that is slower
/// than a stream of records, and the only way in which none overtakes another when one of them fails.
@Component
class KafkaTopics {
    /// A record.
    ///
    /// @param number of the change, by which a consumer knows one that came twice
    /// @param key null of a snapshot
    record Line(long number, @Nullable String key, String value) {}

    /// What became of records.
    ///
    /// @param taken so many of the first ones are in the topic
    /// @param problem why the others are not, null if there are none
    record Outcome(int taken, @Nullable String problem) {}

    /// What an address of this kind begins with.
    static final String SCHEME = "kafka:";

    private static final int PATIENCE_MILLIS = 10_000;
    /// After that no further record is begun: another node takes over what is under way for longer than a minute.
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final int ANSWER_MILLIS = 5_000;

    private final String servers;
    private final String prefix;
    private final Properties operators;
    private final ConcurrentLinkedQueue<KafkaProducer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /// @param servers `host:port`, separated by commas; empty for no Kafka
    /// @param file the client's properties, such as `security.protocol` and `sasl.jaas.config`
    KafkaTopics(
            @Value("${shuguan.kafka.servers:}") String servers,
            @Value("${shuguan.kafka.properties:}") String file,
            @Value("${shuguan.kafka.topic-prefix:shuguan.}") String prefix) {
        this.servers = servers.strip();
        this.prefix = prefix.strip();
        this.operators = read(file.strip());
        if (!this.prefix.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalStateException(
                    "shuguan.kafka.topic-prefix must be 1 to 100 of A-Z, a-z, 0-9, '.', '_' and '-'");
        }
        if (!this.servers.isEmpty()) {
            // Wrong properties end the start; a broker that is away does not.
            idle.add(producer());
        }
    }

    private static Properties read(String file) {
        Properties properties = new Properties();
        if (!file.isEmpty()) {
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalStateException("shuguan.kafka.properties cannot be read: " + file, e);
            }
        }
        return properties;
    }

    /// The topic of a grant; empty if the operator has no Kafka.
    Optional<String> of(Grant grant) {
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of(prefix + grant.number().replaceAll("[^A-Za-z0-9._-]", "-"));
    }

    /// Writes records in their order.
    ///
    /// @param headers of each record, beside its number
    /// @param stands asked before each record; where it does not, the rest is not written
    Outcome write(String topic, Map<String, String> headers, List<Line> lines, BooleanSupplier stands) {
        if (servers.isEmpty()) {
            return new Outcome(0, "shuguan.kafka.servers is not set");
        }
        KafkaProducer<byte[], byte[]> producer = idle.poll();
        long began = System.nanoTime();
        int taken = 0;
        String problem = null;
        try {
            if (producer == null) {
                producer = producer();
            }
            for (Line line : lines) {
                if (!stands.getAsBoolean() || System.nanoTime() - began > LONGEST_NANOS) {
                    break;
                }
                producer.send(record(topic, headers, line)).get();
                taken++;
            }
        } catch (ExecutionException e) {
            problem = said(String.valueOf(e.getCause()));
        } catch (KafkaException e) {
            problem = said(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = "interrupted";
        }
        if (producer != null && (problem != null || closed)) {
            // What it still holds must not be sent after what is sent next.
            producer.close(Duration.ZERO);
        } else if (producer != null) {
            idle.add(producer);
        }
        return new Outcome(taken, problem);
    }

    /// Without the package, and without what a message may contain beside the first line.
    private static String said(String problem) {
        return problem.lines().findFirst().orElse("").replaceFirst("^([a-z0-9]+\\.)+", "");
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Map<String, String> headers, Line line) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach((name, value) -> all.add(name, bytes(value)));
        all.add("exchange-cursor", bytes(Long.toString(line.number())));
        return new ProducerRecord<>(
                topic, null, line.key() == null ? null : bytes(line.key()), bytes(line.value()), all);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties all = new Properties();
        operators.stringPropertyNames().forEach(name -> all.setProperty(name, operators.getProperty(name)));
        // What the promises of a feed depend on is not left to the file.
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        try {
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "the client of Kafka cannot be made with shuguan.kafka.servers and shuguan.kafka.properties: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        for (var producer = idle.poll(); producer != null; producer = idle.poll()) {
            producer.close(Duration.ZERO);
        }
    }
}
