package org.shuguan.server.collection;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.Removal;
import org.shuguan.dataplane.lake.RemovedKeys;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.job.JobContext;
import org.shuguan.server.job.JobFailed;
import org.shuguan.server.job.JobKind;
import org.shuguan.server.job.JobStopped;
import org.shuguan.server.job.Lane;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Settings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Carries a confirmed removal out and proves it. Each step can be done again: after a crash the next start begins
/// from the first one and finds what is done already.
@Component
class RemovalJob implements JobKind {
    static final String NAME = "collection-removal";

    private final Removals removals;
    private final RemovalKeys sealing;
    private final Plans plans;
    private final CityLake lake;
    private final KeptRows kept;
    private final ServingCopies copies;
    private final ObjectProvider<RowCopies> others;
    private final Institution institution;
    private final Settings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    RemovalJob(
            Removals removals,
            RemovalKeys sealing,
            Plans plans,
            CityLake lake,
            KeptRows kept,
            ServingCopies copies,
            ObjectProvider<RowCopies> others,
            Institution institution,
            Settings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.removals = removals;
        this.sealing = sealing;
        this.plans = plans;
        this.lake = lake;
        this.kept = kept;
        this.copies = copies;
        this.others = others;
        this.institution = institution;
        this.settings = settings;
        this.transaction = transaction;
        this.events = events;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Lane lane() {
        return Lane.LONG;
    }

    @Override
    public String measure() {
        return "files";
    }

    @Override
    public void run(JobContext job) throws Exception {
        RowRemoval removal = removals.find(UUID.fromString(job.subject()))
                .filter(one -> one.state() == RowRemoval.State.CONFIRMED)
                .orElse(null);
        if (removal == null) {
            return;
        }
        Plan plan = plans.find(removal.plan()).orElseThrow(JobStopped::new);
        LakeTable table = lake.table(plan);
        if (table == null) {
            throw new JobFailed("collection.problem.no-table", plan.lakeTable());
        }
        RemovedKeys keys = sealing.open(removal);
        try {
            new Work(removal, plan, table, keys, new Removal(table, keys, removal.id()), job).carryOut();
        } catch (LakeRefused refused) {
            if (refused.reason() == LakeRefused.Reason.CANCELLED) {
                throw new JobStopped();
            }
            if (refused.reason() == LakeRefused.Reason.BUSY) {
                throw refused;
            }
            throw new JobFailed(CollectionJob.problem(refused), refused.detail());
        }
    }

    private final class Work implements Removal.Listener {
        private final RowRemoval removal;
        private final Plan plan;
        private final RemovedKeys keys;
        private final Removal inLake;
        private final JobContext job;
        private final RowCopies.Which which;

        Work(RowRemoval removal, Plan plan, LakeTable table, RemovedKeys keys, Removal inLake, JobContext job) {
            this.removal = removal;
            this.plan = plan;
            this.keys = keys;
            this.inLake = inLake;
            this.job = job;
            this.which = new RowCopies.Which(removal.id(), plan.entry(), keys, table);
        }

        @Override
        public void onProgress(int files, int all) {
            job.total(all);
            job.done(files);
        }

        @Override
        public boolean cancelled() {
            return job.stopping();
        }

        void carryOut() throws LakeRefused, SQLException {
            List<List<String>> written = inLake.written().stream()
                    .<List<String>>map(Objects::requireNonNull)
                    .toList();
            List<String> types = inLake.types();
            count("serving-copy", copies.remove(plan, keys.columns(), written, job::stopping));
            removals.copiesDone(removal.id());
            // Whoever tells consumers what is gone reads the versions as they were.
            elsewhere();
            count("serving-copy", copies.forget(plan, keys.columns(), written));
            removals.note(removal.id(), inLake.find());
            removals.note(removal.id(), inLake.carryOut(this));
            kept.remove(plan, keys, types).forEach(this::count);
            // What was made meanwhile from a version as it was.
            elsewhere();
            prove(written, types);
        }

        private void count(String place, long removed) {
            if (removed > 0) {
                removals.count(removal.id(), List.of(new RowCopies.Place(place, removed)));
            }
        }

        private void elsewhere() {
            for (RowCopies other : others) {
                job.orStop();
                transaction.executeWithoutResult(status -> {
                    List<RowCopies.Place> removed = other.remove(which).stream()
                            .filter(place -> place.count() > 0)
                            .toList();
                    removals.count(removal.id(), removed);
                });
            }
        }

        private void prove(List<List<String>> written, List<String> types) throws LakeRefused, SQLException {
            Removal.Proof proof = inLake.prove(this);
            Map<String, Long> left = new TreeMap<>();
            left.put("serving-copy", copies.left(plan, keys.columns(), written));
            left.putAll(kept.left(plan, keys, types));
            others.forEach(other -> other.left(which).forEach(place -> left.put(place.code(), place.count())));
            List<String> still = left.entrySet().stream()
                    .filter(place -> place.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
            if (proof.found() > 0 || !still.isEmpty()) {
                throw new LakeRefused(
                        LakeRefused.Reason.NOT_REMOVED,
                        proof.found() > 0 ? Long.toString(proof.found()) : String.join(", ", still));
            }
            transaction.executeWithoutResult(status -> store(proof, left));
        }

        private void store(Removal.Proof proof, Map<String, Long> left) {
            Instant now = clock.instant();
            List<RemovalProof.Receiver> receivers = receivers(now);
            RemovalProof told = told(proof, left, receivers, now);
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(told);
            String sha256 = Hashes.hexSha256(text);
            removals.done(removal.id(), text, sha256, now);
            events.publishEvent(CollectionEvent.of(
                    CollectionEvent.What.REMOVE_ROWS,
                    plan,
                    null,
                    null,
                    Map.of(
                            CollectionEvent.REMOVAL,
                            removal.id().toString(),
                            "keys",
                            Integer.toString(removal.keyCount()),
                            "rows",
                            Long.toString(told.rowsRemoved()),
                            "versions",
                            Integer.toString(told.versions().size()),
                            "files",
                            Integer.toString(told.files().size()),
                            "proof",
                            sha256)));
            events.publishEvent(new RowsRemoved(
                    removal.id(),
                    plan.entry(),
                    plan.title(),
                    removal.keyCount(),
                    receivers.stream()
                            .map(receiver -> new UnitCode(receiver.unit()))
                            .toList()));
        }

        private RemovalProof told(
                Removal.Proof proof, Map<String, Long> left, List<RemovalProof.Receiver> receivers, Instant now) {
            List<RemovalProof.OfVersion> versions = versions(proof);
            return new RemovalProof(
                    removal.number(),
                    plan.code(),
                    plan.title(),
                    plan.unit().value(),
                    plan.lakeTable(),
                    basis(),
                    removal.reason(),
                    removal.orderedBy(),
                    removal.orderedAt(),
                    String.valueOf(removal.decidedBy()),
                    Objects.requireNonNull(removal.decidedAt()),
                    now,
                    removal.keyColumns(),
                    removal.keyCount(),
                    removals.digests(removal.id()),
                    versions,
                    versions.stream().mapToLong(RemovalProof.OfVersion::removed).sum(),
                    proof.found(),
                    proof.files().stream()
                            .map(file -> new RemovalProof.OfFile(
                                    file.path(), file.bytes(), file.sha256(), file.rows(), file.found()))
                            .toList(),
                    places(left),
                    unreachable(receivers),
                    receivers);
        }

        private List<RemovalProof.OfVersion> versions(Removal.Proof proof) {
            Map<Long, Removal.Of> now =
                    proof.versions().stream().collect(Collectors.toMap(Removal.Of::version, version -> version));
            return removals.versions(removal.id()).stream()
                    .map(version -> {
                        Removal.Of after = now.get(version.snapshot());
                        return new RemovalProof.OfVersion(
                                Long.toString(version.snapshot()),
                                version.at(),
                                version.before(),
                                version.whole() ? version.before() : version.removed(),
                                after == null ? null : after.rows());
                    })
                    .toList();
        }

        private RemovalProof.Basis basis() {
            Code code = settings.code("collection.removal-bases", removal.basis())
                    .orElse(new Code(removal.basis(), removal.basis(), removal.basis()));
            return new RemovalProof.Basis(code.code(), code.zh(), code.en());
        }

        private List<RemovalProof.OfPlace> places(Map<String, Long> left) {
            Map<String, Long> all = new LinkedHashMap<>();
            left.forEach((place, count) -> all.put(place, 0L));
            all.putAll(removals.places(removal.id()));
            List<RemovalProof.OfPlace> places = new ArrayList<>();
            all.forEach((place, removed) -> places.add(new RemovalProof.OfPlace(
                    place,
                    say(Locale.CHINESE, "place", place),
                    say(Locale.ENGLISH, "place", place),
                    removed,
                    left.getOrDefault(place, 0L))));
            return places;
        }

        private List<RemovalProof.Sentence> unreachable(List<RemovalProof.Receiver> receivers) {
            List<String> codes = new ArrayList<>(List.of("source", "backups", "database", "disk"));
            if (!receivers.isEmpty()) {
                codes.add("receivers");
                codes.add("calls");
            }
            if (removals.places(removal.id()).getOrDefault("feed-lines", 0L) > 0) {
                codes.add("feed");
            }
            if (plan.watermark() != null
                    && removal.keyColumns().stream().anyMatch(plan.watermark()::equalsIgnoreCase)) {
                codes.add("watermark");
            }
            codes.add("nameless");
            return codes.stream()
                    .map(code -> new RemovalProof.Sentence(
                            code, say(Locale.CHINESE, "unreachable", code), say(Locale.ENGLISH, "unreachable", code)))
                    .toList();
        }

        private String say(Locale locale, String kind, String code) {
            return texts.say(locale, "collection.removal-" + kind + "." + code, Map.of());
        }

        private List<RemovalProof.Receiver> receivers(Instant now) {
            Map<UnitCode, Instant> last = new LinkedHashMap<>();
            for (RowCopies other : others) {
                other.receivers(plan.entry())
                        .forEach(one -> last.merge(
                                one.unit(), one.last(), (earlier, later) -> earlier.isAfter(later) ? earlier : later));
            }
            return last.entrySet().stream()
                    .map(one -> new RemovalProof.Receiver(
                            one.getKey().value(), institution.unitName(one.getKey()), one.getValue(), now))
                    .toList();
        }
    }
}
