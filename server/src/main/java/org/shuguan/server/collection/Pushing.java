package org.shuguan.server.collection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.client.MachineTokens;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.AfterCommit;
import org.shuguan.server.platform.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Takes batches of rows that machine clients send for entries of their units. A batch that was taken is on the disk;
/// a collection adds its rows to the current version, by key.
@Service
class Pushing {
    private static final Logger LOG = LoggerFactory.getLogger(Pushing.class);
    private static final int LONGEST_KEY = 200;

    private final Plans plans;
    private final Batches batches;
    private final Collecting collecting;
    private final Institution institution;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SentRows rows;
    private final Path folder;

    Pushing(
            Plans plans,
            Batches batches,
            Collecting collecting,
            Institution institution,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock,
            JsonMapper json,
            @Value("${shuguan.home}") Path home) {
        this.plans = plans;
        this.batches = batches;
        this.collecting = collecting;
        this.institution = institution;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.rows = new SentRows(json);
        this.folder = home.resolve(CityLake.PUSHED);
    }

    /// A batch, and whether it was taken before under the same key.
    record Taken(Batch batch, boolean again) {}

    /// Takes a batch. The same body with the same key again is answered with the batch that was taken.
    ///
    /// @param key the sender's name for the batch
    /// @throws PushRefused if nothing was taken
    Taken take(MachineTokens.Machine machine, String code, @Nullable String key, byte[] body) {
        Plan plan = its(machine, code);
        String name = key == null ? "" : key.strip();
        if (name.isEmpty() || name.length() > LONGEST_KEY) {
            throw PushRefused.noKey();
        }
        String hash = HexFormat.of().formatHex(Hashes.sha256(body));
        Optional<Taken> before = before(machine, plan, name, hash);
        if (before.isPresent()) {
            return before.get();
        }
        mustTake(plan);
        UUID id = UUID.randomUUID();
        Path file = file(id);
        try {
            Files.createDirectories(folder);
            Content content = collecting.contentOf(plan);
            SentRows.Read read = rows.keep(body, columns(content), key(plan, content), file);
            Taken taken = Objects.requireNonNull(transaction.execute(status -> {
                // One at a time, so that their numbers are in the order in which they are visible.
                Plan locked = plans.lock(plan.id()).orElseThrow(PushRefused::unknown);
                return before(machine, plan, name, hash).orElseGet(() -> {
                    mustTake(locked);
                    return taken(id, locked, machine, name, hash, body.length, read);
                });
            }));
            if (!taken.batch().id().equals(id)) {
                Files.deleteIfExists(file);
            }
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException failed) {
            CollectedFiles.delete(file);
            throw failed;
        }
    }

    private Taken taken(
            UUID id,
            Plan plan,
            MachineTokens.Machine machine,
            String name,
            String hash,
            int bytes,
            SentRows.Read read) {
        batches.add(
                id,
                plan.id(),
                machine.client(),
                machine.name(),
                name,
                hash,
                read.records(),
                bytes,
                read.ignored(),
                clock.instant());
        events.publishEvent(CollectionEvent.of(
                CollectionEvent.What.PUSH,
                plan,
                null,
                null,
                Map.of(
                        "client", machine.name(),
                        "records", Integer.toString(read.records()),
                        "batch", id.toString())));
        collecting.startPushed(plan, new Person(null, machine.name()));
        return new Taken(batches.find(id).orElseThrow(), false);
    }

    private Optional<Taken> before(MachineTokens.Machine machine, Plan plan, String key, String hash) {
        return batches.of(machine.client(), key).map(batch -> {
            if (!batch.sha256().equals(hash) || !batch.plan().equals(plan.id())) {
                throw PushRefused.keyReused();
            }
            return new Taken(batch, true);
        });
    }

    /// One of the client's own batches.
    Batch batch(MachineTokens.Machine machine, UUID id) {
        return batches.find(id)
                .filter(batch -> batch.client().equals(machine.client()))
                .orElseThrow(PushRefused::unknown);
    }

    /// The plan of an entry of the client's unit.
    Plan its(MachineTokens.Machine machine, String code) {
        LocalDate today = institution.today();
        return plans.ofCode(code)
                .filter(plan ->
                        institution.answering(plan.unit(), today).equals(institution.answering(machine.unit(), today)))
                .orElseThrow(PushRefused::unknown);
    }

    private static void mustTake(Plan plan) {
        if (plan.mode() != CollectionWay.Mode.PUSH) {
            throw PushRefused.notPushed();
        }
        if (plan.state() == Plan.State.PAUSED) {
            throw PushRefused.paused();
        }
    }

    /// Gives a collection its batches, and joins them to one file in its folder. Tried again after a failure, it
    /// has the batches that it had.
    ///
    /// @return number of records; 0 if another collection has taken its batches
    long gather(CollectionRun run, Plan plan, Content content, Path into) {
        List<UUID> its = Objects.requireNonNull(transaction.execute(status -> {
            plans.lock(plan.id());
            if (batches.ofRun(run.id()).isEmpty()) {
                batches.take(run.id(), plan.id());
            }
            return batches.ofRun(run.id());
        }));
        if (its.isEmpty()) {
            return 0;
        }
        try {
            Files.createDirectories(into);
            return rows.join(
                    its.stream().map(this::file).toList(),
                    columns(content),
                    key(plan, content),
                    into.resolve("rows.jsonl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes the files of a collection that has brought its version.
    void delete(CollectionRun run) {
        List<UUID> its = batches.ofRun(run.id());
        AfterCommit.run(() -> its.forEach(batch -> CollectedFiles.delete(file(batch))));
    }

    /// Starts collections for batches that wait, for example because their plan was being collected when they came.
    void startWaiting() {
        for (UUID waiting : batches.plansWaiting()) {
            startWaiting(waiting);
        }
    }

    /// Starts a collection if a batch of the plan waits.
    void startWaiting(UUID waiting) {
        transaction.executeWithoutResult(status -> plans.lock(waiting)
                .filter(plan -> batches.isWaiting(waiting))
                .filter(plan -> plan.state() != Plan.State.PAUSED)
                .ifPresent(plan -> collecting.startPushed(plan, null)));
    }

    /// Deletes files that belong to no batch, or to one that is collected: a crash has left them.
    void sweep(Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path one : files.toList()) {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(before) && !isNeeded(one)) {
                    CollectedFiles.delete(one);
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot look for files of batches that nobody needs: {}", e.getMessage());
        }
    }

    private boolean isNeeded(Path file) {
        try {
            UUID id = UUID.fromString(file.getFileName().toString().replaceFirst("\\.jsonl$", ""));
            return batches.find(id)
                    .filter(batch -> batch.state() != Batch.State.COLLECTED)
                    .isPresent();
        } catch (IllegalArgumentException strange) {
            return true;
        }
    }

    /// The columns that a record may have.
    static Set<String> columns(Content content) {
        return content.items().stream()
                .map(Content.Item::physicalName)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The columns of the key.
    static List<String> key(Plan plan, Content content) {
        return !plan.key().isEmpty()
                ? plan.key()
                : content.items().stream()
                        .filter(Content.Item::key)
                        .map(Content.Item::physicalName)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
    }

    private Path file(UUID batch) {
        return folder.resolve(batch + ".jsonl");
    }
}
