package org.shuguan.server.quality;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.calendar.OpenTerms;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.RecordMarks;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.Role;
import org.shuguan.server.notice.Recipient;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.FileNames;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Objections to values: reported by a reader of the entry, answered by its unit within the term of
/// `quality.objection-answer`, corrected at the source, and found corrected by the machine in the version that
/// consumers
/// read. Until then the record is marked for its users.
@Service
@Transactional
public class Objections implements RecordMarks, OpenTerms {
    static final String ANSWER = "quality.objection";
    static final String CORRECT = "quality.correct";
    private static final int LONGEST = 2000;

    private final ObjectionStore store;
    private final ObjectionFiles files;
    private final CatalogReader catalog;
    private final CollectedData data;
    private final Quality quality;
    private final QualityAccess access;
    private final Institution institution;
    private final Calendar calendar;
    private final Setting<Integer> term;
    private final Tasks tasks;
    private final ObjectProvider<ValueReceivers> receivers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Objections(
            ObjectionStore store,
            ObjectionFiles files,
            CatalogReader catalog,
            CollectedData data,
            Quality quality,
            QualityAccess access,
            Institution institution,
            Calendar calendar,
            Settings settings,
            Tasks tasks,
            ObjectProvider<ValueReceivers> receivers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.files = files;
        this.catalog = catalog;
        this.data = data;
        this.quality = quality;
        this.access = access;
        this.institution = institution;
        this.calendar = calendar;
        this.term = settings.workingDays("quality.objection-answer");
        this.tasks = tasks;
        this.receivers = receivers;
        this.events = events;
        this.clock = clock;
    }

    /// What is wrong, as a reader says it.
    ///
    /// @param key the row's values of the key, by column
    /// @param column the item's column
    /// @param wrong the value that was seen, null for none
    /// @param proposed the right value, null if unknown
    public record Report(
            Map<String, String> key,
            String column,
            @Nullable String wrong,
            @Nullable String proposed,
            @Nullable String reason) {
        public Report {
            key = key == null ? Map.of() : Map.copyOf(key);
            column = column == null ? "" : column;
        }
    }

    /// The columns by which the rows of an entry are known, as the version that consumers read has them.
    @Transactional(readOnly = true)
    List<String> key(UUID entry) {
        return quality.goodVersion(entry).map(LakeVersion::key).orElse(List.of());
    }

    /// Reports a wrong value. Whether there is such a row is left to the owner to say: to find out by reporting must
    /// not
    /// be possible.
    ///
    /// @return the objection's id
    public UUID report(UUID entry, Report report, Actor actor) {
        catalog.visible(actor, entry);
        CollectedData.Collected of = data.of(entry).orElseThrow(QualityRefused::notCollected);
        List<String> key = key(entry);
        if (key.isEmpty()) {
            throw quality.goodVersion(entry).isEmpty() ? QualityRefused.noVersion() : QualityRefused.noKey();
        }
        Content.Item item = data.content(entry).items().stream()
                .filter(one -> report.column().equalsIgnoreCase(one.physicalName()))
                .findFirst()
                .orElse(null);
        InvalidInput.Check check = new InvalidInput.Check();
        for (String column : key) {
            String value = report.key().get(column);
            check.that(value != null && !value.isBlank(), "key." + column, "required")
                    .that(
                            value == null || value.length() <= LONGEST,
                            "key." + column,
                            "too-long",
                            Map.of("max", LONGEST));
        }
        check.that(item != null, "column", "required");
        text(check, "wrong", report.wrong(), false);
        text(check, "proposed", report.proposed(), false);
        text(check, "reason", report.reason(), true);
        check.that(
                report.proposed() == null || !report.proposed().equals(report.wrong()),
                "proposed",
                "quality-same-value");
        check.orRefuse();
        LocalDate due = calendar.due(institution.today(), term.today());
        Objection one = new Objection(
                UUID.randomUUID(),
                0,
                entry,
                of.unit(),
                of.code(),
                of.title(),
                key,
                key.stream()
                        .map(column ->
                                Objects.requireNonNull(report.key().get(column)).strip())
                        .toList(),
                report.column(),
                Objects.requireNonNull(item).name(),
                blankIsNone(report.wrong()),
                blankIsNone(report.proposed()),
                Objects.requireNonNull(report.reason()).strip(),
                null,
                Objection.State.OPEN,
                actor.officerName(),
                actor.officer(),
                clock.instant(),
                due,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        store.add(one);
        Objection added = store.find(one.id()).orElseThrow();
        tasks.open(answerTask(added));
        tell(ObjectionEvent.What.REPORT, added, actor, Map.of("item", added.itemName()));
        return added.id();
    }

    private static void text(InvalidInput.Check check, String field, @Nullable String text, boolean required) {
        check.that(!required || (text != null && !text.isBlank()), field, "required")
                .that(text == null || text.length() <= LONGEST, field, "too-long", Map.of("max", LONGEST));
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static NewTask answerTask(Objection one) {
        return new NewTask(
                ANSWER,
                one.id().toString(),
                one.unit(),
                Role.DATA_STEWARD,
                facts(one),
                one.link(),
                NewTask.Closing.WITH_SUBJECT,
                one.due());
    }

    private static Map<String, String> facts(Objection one) {
        return Map.of("title", one.title(), "item", one.itemName(), "number", Integer.toString(one.number()));
    }

    /// Number of objections that were ever reported to an entry.
    @Transactional(readOnly = true)
    public int reported(UUID entry) {
        return store.count(entry);
    }

    /// An objection that the actor may read: their own, or one to data of a unit whose results they see.
    @Transactional(readOnly = true)
    Objection readable(UUID id, Actor actor) {
        return seen(id, actor).orElseThrow(NotFound::new);
    }

    /// The same; empty if the actor may not read it.
    @Transactional(readOnly = true)
    Optional<Objection> seen(UUID id, Actor actor) {
        return store.find(id).filter(one -> isReporter(one, actor) || access.lists(actor, one.unit()));
    }

    static boolean isReporter(Objection one, Actor actor) {
        return one.reporterId().equals(actor.officer());
    }

    /// Whether the actor sees the values of the record as they are.
    boolean seesValues(Objection one, Actor actor) {
        return isReporter(one, actor) || access.reads(actor, one.unit());
    }

    boolean mayAnswer(Objection one, Actor actor) {
        return one.state() == Objection.State.OPEN && !isReporter(one, actor) && access.reads(actor, one.unit());
    }

    /// Takes an objection back.
    void withdraw(UUID id, Actor actor) {
        Objection one = locked(id, actor);
        if (!isReporter(one, actor)) {
            throw new Forbidden();
        }
        mustBeOpen(one);
        store.withdraw(id);
        tasks.close(ANSWER, id.toString(), "");
        tell(ObjectionEvent.What.WITHDRAW, one, actor, Map.of());
    }

    /// Answers for the unit that owns the data. A confirmed value is watched from now on; if consumers already read
    /// another value, it is corrected at once.
    ///
    /// @param confirmed false to refuse
    public void answer(UUID id, boolean confirmed, String reason, Actor actor) {
        Objection one = locked(id, actor);
        mustBeOpen(one);
        if (!access.reads(actor, one.unit())) {
            throw new Forbidden();
        }
        if (isReporter(one, actor)) {
            throw QualityRefused.ownObjection();
        }
        InvalidInput.Check check = new InvalidInput.Check();
        text(check, "reason", reason, true);
        check.orRefuse();
        Instant now = clock.instant();
        tasks.close(ANSWER, id.toString(), reason.strip());
        if (!confirmed) {
            store.answer(id, Objection.State.REFUSED, reason.strip(), Person.of(actor), now, null, null);
            tell(ObjectionEvent.What.REFUSE, one, actor, Map.of());
            return;
        }
        LakeVersion version = quality.goodVersion(one.entry()).orElseThrow(QualityRefused::noVersion);
        List<@Nullable String> values = values(one, version);
        if (values.isEmpty()) {
            throw QualityRefused.noSuchRow();
        }
        store.answer(
                id, Objection.State.CONFIRMED, reason.strip(), Person.of(actor), now, values.getFirst(), version.id());
        tell(ObjectionEvent.What.CONFIRM, one, actor, Map.of());
        if (one.proposed() != null && values.stream().allMatch(one.proposed()::equals)) {
            corrected(one, version.id(), values.getFirst());
        } else {
            tasks.open(new NewTask(
                    CORRECT,
                    id.toString(),
                    one.unit(),
                    Role.DATA_STEWARD,
                    facts(one),
                    one.link(),
                    NewTask.Closing.WITH_SUBJECT,
                    null));
        }
    }

    /// The values that consumers read in the record; empty if there is no such row.
    List<@Nullable String> values(Objection one, LakeVersion version) {
        LakeTable table = data.table(one.entry()).orElseThrow(QualityRefused::noVersion);
        try {
            return new Examination(table, version, institution.today()).values(one.key(), one.itemColumn());
        } catch (LakeRefused refused) {
            throw QualityRefused.unreadable(refused);
        }
    }

    /// Compares a confirmed value with what consumers read now.
    ///
    /// @return whether it is corrected
    boolean check(UUID id) {
        Objection one = store.lock(id).orElse(null);
        LakeVersion version =
                one == null ? null : quality.goodVersion(one.entry()).orElse(null);
        if (one == null || version == null || one.state() != Objection.State.CONFIRMED) {
            return false;
        }
        List<@Nullable String> values = values(one, version);
        boolean still = values.stream().anyMatch(value -> Objects.equals(value, one.confirmedValue()));
        if (still) {
            store.checked(id, version.id());
            return false;
        }
        corrected(one, version.id(), values.isEmpty() ? null : values.getFirst());
        return true;
    }

    private void corrected(Objection one, long snapshot, @Nullable String value) {
        store.corrected(one.id(), snapshot, value, clock.instant());
        tasks.close(CORRECT, one.id().toString(), "version " + snapshot);
        tell(ObjectionEvent.What.CORRECT, one, null, Map.of("version", Long.toString(snapshot)));
    }

    /// Adds the file that proves it; only the reporter does, while it is open.
    void addFile(UUID id, String name, IncomingFile file, Actor actor) {
        Objection one = locked(id, actor);
        if (!isReporter(one, actor)) {
            throw new Forbidden();
        }
        mustBeOpen(one);
        String safe = FileNames.safe(name);
        new InvalidInput.Check()
                .that(!safe.isEmpty(), "name", "required")
                .that(file.bytes() > 0, "name", "file-empty")
                .that(one.fileName() == null, "name", "quality-one-file")
                .orRefuse();
        files.add(id, file);
        store.file(id, safe);
        tell(ObjectionEvent.What.ADD_FILE, one, actor, Map.of("file", safe));
    }

    /// The file of an objection whose values the actor sees; that it was read is recorded.
    Path readFile(UUID id, Actor actor) {
        Objection one = readable(id, actor);
        if (!seesValues(one, actor)) {
            throw new Forbidden();
        }
        Optional<Path> file = one.fileName() == null ? Optional.empty() : files.find(id);
        tell(ObjectionEvent.What.READ_FILE, one, actor, Map.of());
        return file.orElseThrow(NotFound::new);
    }

    private Objection locked(UUID id, Actor actor) {
        readable(id, actor);
        return store.lock(id).orElseThrow(NotFound::new);
    }

    private static void mustBeOpen(Objection one) {
        if (one.state() != Objection.State.OPEN) {
            throw QualityRefused.otherState();
        }
    }

    private void tell(ObjectionEvent.What what, Objection one, @Nullable Actor actor, Map<String, String> facts) {
        boolean told = what == ObjectionEvent.What.CONFIRM || what == ObjectionEvent.What.CORRECT;
        List<Recipient> to = told
                ? receivers.stream()
                        .flatMap(all -> all.of(one.entry(), one.reportedAt()).stream())
                        .toList()
                : List.of();
        events.publishEvent(new ObjectionEvent(
                what,
                one.id(),
                one.number(),
                one.title(),
                one.unit(),
                one.reporterId(),
                actor == null ? null : actor.officer(),
                to,
                facts));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Marked> of(UUID entry) {
        return store.marking(entry).stream()
                .map(one -> new Marked(one.key(), one.itemColumn()))
                .toList();
    }

    @Override
    public List<Moved> recount() {
        List<Moved> moved = new ArrayList<>();
        for (Objection one : store.lockOpen()) {
            LocalDate reported = CityTime.day(one.reportedAt());
            LocalDate due = calendar.due(reported, term.on(reported));
            if (!due.equals(one.due())) {
                store.due(one.id(), due);
                tasks.open(answerTask(store.find(one.id()).orElseThrow()));
                moved.add(new Moved("objection", one.title(), one.unit(), one.link(), one.due(), due));
                tell(ObjectionEvent.What.RECOUNT, one, null, Map.of("due", due.toString()));
            }
        }
        return moved;
    }
}
