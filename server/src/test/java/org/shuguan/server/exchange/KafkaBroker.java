package org.shuguan.server.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// A real broker of Kafka in a process of its own, which keeps its topics when it is killed and started again.
final class KafkaBroker implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final Path settings;
    private Process process;

    KafkaBroker() throws Exception {
        folder = Files.createTempDirectory("kafka");
        port = free();
        int controller = free();
        settings = folder.resolve("server.properties");
        Files.writeString(settings, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                num.partitions=1
                offsets.topic.replication.factor=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controller, folder.resolve("data")));
        Process format = java(
                "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString());
        if (!format.waitFor(1, TimeUnit.MINUTES) || format.exitValue() != 0) {
            throw new IllegalStateException("the storage was not formatted, see " + folder.resolve("log"));
        }
        start();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElse(System.getProperty("java.class.path")),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    void start() throws IOException {
        process = java("kafka.Kafka", settings.toString());
        Awaitility.await().atMost(START).until(this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker has ended, see " + folder.resolve("log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Without a moment to tidy up.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// All records of a topic with one partition, in their order.
    List<ConsumerRecord<String, String>> records(String topic) {
        Properties properties = new Properties();
        properties.putAll(Map.of("bootstrap.servers", servers(), "auto.offset.reset", "earliest"));
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
