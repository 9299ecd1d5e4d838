package org.shuguan.server.province;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.institution.Role;
import org.shuguan.server.job.Jobs;
import org.shuguan.server.job.NewJob;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.Forbidden;
import org.shuguan.server.platform.Hashes;
import org.shuguan.server.platform.IncomingFile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.quality.Quality;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Reports to the province: templates, batches and the province's receipts. To people who may not read those of a unit
/// they appear not to exist.
@Service
@Transactional
public class Reporting {
    static final String TASK = "province.refused";
    /// The largest receipt, in bytes.
    static final long LARGEST_RECEIPT = 32L << 20;

    private static final int LONGEST_REASON = 500;

    /// Where a batch stands.
    ///
    /// @param underWay whether it is being written
    /// @param awaitsReceipt whether it has a file, and the province has not answered for all rows
    /// @param written rows of the file
    public record Standing(UUID id, String number, boolean underWay, boolean awaitsReceipt, long written) {}

    private final KeptTemplates templates;
    private final KeptBatches batches;
    private final BatchFolder folder;
    private final CollectedData data;
    private final Quality quality;
    private final Access access;
    private final ObjectProvider<Jobs> jobs;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Reporting(
            KeptTemplates templates,
            KeptBatches batches,
            BatchFolder folder,
            CollectedData data,
            Quality quality,
            Access access,
            ObjectProvider<Jobs> jobs,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.templates = templates;
        this.batches = batches;
        this.folder = folder;
        this.data = data;
        this.quality = quality;
        this.access = access;
        this.jobs = jobs;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    /// Keeps a template of a collected entry.
    ///
    /// @return its id
    /// @throws InvalidInput if it does not fit the entry
    public UUID add(UUID entry, NewTemplate wanted, Actor actor) {
        CollectedData.Collected collected = manageable(entry, actor);
        wanted.check(items(entry));
        mustBeFree(collected, wanted, null);
        UUID id = UUID.randomUUID();
        templates.add(id, collected, wanted, Person.of(actor), clock.instant());
        record(ProvinceEvent.What.ADD, template(id), Map.of("code", wanted.code()));
        return id;
    }

    /// Changes a template; batches keep the one by which they were written.
    ///
    /// @throws ChangedMeanwhile if somebody changed it since
    public void edit(UUID id, long revision, NewTemplate wanted, Actor actor) {
        ProvinceTemplate one = mustManage(id, actor);
        CollectedData.Collected collected = data.of(one.entry()).orElseThrow(ProvinceRefused::noData);
        wanted.check(items(one.entry()));
        mustBeFree(collected, wanted, id);
        if (!templates.save(id, revision, wanted, clock.instant())) {
            throw new ChangedMeanwhile(one.revision());
        }
        record(
                ProvinceEvent.What.EDIT,
                template(id),
                Map.of("code", wanted.code(), "revision", Long.toString(revision + 1)));
    }

    private void mustBeFree(CollectedData.Collected entry, NewTemplate wanted, @Nullable UUID of) {
        UUID there = templates.coded(entry.unit(), wanted.code()).orElse(null);
        if (there != null && !there.equals(of)) {
            throw ProvinceRefused.codeTaken(wanted.code());
        }
    }

    private Set<String> items(UUID entry) {
        Set<String> names = new HashSet<>();
        for (Content.Item item : data.content(entry).items()) {
            if (item.physicalName() != null) {
                names.add(item.physicalName());
            }
        }
        return names;
    }

    /// Begins to write a batch from the newest good version of the entry's data.
    ///
    /// @param partial whether rows that do not fit may be left out; otherwise one such row stops it
    /// @return the batch's id
    public UUID report(UUID id, boolean partial, Actor actor) {
        ProvinceTemplate template = mustManage(id, actor);
        if (quality.goodVersion(template.entry()).isEmpty()) {
            throw ProvinceRefused.noData();
        }
        UUID batch = UUID.randomUUID();
        String number = batches.number(CityTime.today(clock).getYear());
        batches.add(batch, template, number, partial, Person.of(actor), clock.instant());
        boolean started = jobs.getObject()
                .start(new NewJob(
                        batch,
                        BatchJob.NAME,
                        id.toString(),
                        template.unit(),
                        Map.of("title", template.provinceName(), "number", number),
                        link(batch),
                        Person.of(actor)));
        if (!started) {
            throw ProvinceRefused.underWay();
        }
        record(ProvinceEvent.What.REPORT, template, Map.of("batch", number, "partial", Boolean.toString(partial)));
        return batch;
    }

    /// Stops a batch that is being written.
    public void cancel(UUID id, Actor actor) {
        ProvinceBatch batch = batch(id, actor);
        ProvinceTemplate template = mustManage(batch.template(), actor);
        jobs.getObject().cancel(id);
        record(ProvinceEvent.What.CANCEL, template, Map.of("batch", batch.number()));
    }

    /// Checks before a receipt is received that it may be sent.
    @Transactional(readOnly = true)
    void mustReceive(UUID id, Actor actor) {
        ProvinceBatch batch = batch(id, actor);
        access.must(actor, ProvincePermission.MANAGE, batch.unit());
        if (!batch.state().hasFile()) {
            throw ProvinceRefused.noFile();
        }
    }

    /// Takes in a receipt of the province, whole or not at all.
    ///
    /// @throws InvalidInput that names the lines that are wrong
    public void receive(UUID id, String name, IncomingFile file, Actor actor) {
        ProvinceTemplate template = mustManage(batch(id, actor).template(), actor);
        ProvinceBatch batch = batch(id, actor);
        if (!batch.state().hasFile()) {
            throw ProvinceRefused.noFile();
        }
        byte[] content = content(file);
        List<ReceiptFile.Answer> answers = ReceiptFile.read(
                content, templates.headings(template), batch.number(), Objects.requireNonNull(batch.written()));
        String digest = HexFormat.of().formatHex(Hashes.sha256(content));
        long changed =
                batches.answer(UUID.randomUUID(), id, name(name), digest, answers, Person.of(actor), clock.instant());
        ProvinceBatch now = batch(id, actor);
        record(
                ProvinceEvent.What.RECEIVE,
                template,
                Map.of(
                        "batch",
                        batch.number(),
                        "accepted",
                        Long.toString(now.accepted()),
                        "refused",
                        Long.toString(now.refused()),
                        "changed",
                        Long.toString(changed),
                        "sha256",
                        digest));
        tell(template, now);
    }

    private static String name(String name) {
        String clean = name.strip();
        return clean.length() <= NewTemplate.LONGEST_NAME ? clean : clean.substring(0, NewTemplate.LONGEST_NAME);
    }

    private static byte[] content(IncomingFile file) {
        try {
            return Files.readAllBytes(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes a batch of which the province refused rows that will not be reported again.
    public void close(UUID id, String reason, Actor actor) {
        ProvinceTemplate template = mustManage(batch(id, actor).template(), actor);
        ProvinceBatch batch = batch(id, actor);
        if (batch.state() != ProvinceBatch.State.REFUSED) {
            throw ProvinceRefused.nothingRefused();
        }
        new InvalidInput.Check()
                .that(!reason.isBlank(), "reason", "required")
                .that(reason.length() <= LONGEST_REASON, "reason", "too-long", Map.of("max", LONGEST_REASON))
                .orRefuse();
        batches.close(id, reason.strip());
        record(ProvinceEvent.What.CLOSE, template, Map.of("batch", batch.number(), "reason", reason.strip()));
        tell(template, batch);
    }

    /// The steward has a task while refused rows wait to be reported again.
    private void tell(ProvinceTemplate template, ProvinceBatch batch) {
        long refused = batches.openRefused(template.id());
        String subject = template.id().toString();
        if (refused == 0) {
            tasks.close(TASK, subject, batch.number());
        } else {
            tasks.open(new NewTask(
                    TASK,
                    subject,
                    template.unit(),
                    Role.DATA_STEWARD,
                    Map.of("title", template.provinceName(), "rows", Long.toString(refused)),
                    link(batch.id()),
                    NewTask.Closing.WITH_SUBJECT,
                    null));
        }
    }

    private static String link(UUID batch) {
        return "/office/province/batches/" + batch;
    }

    /// The newest batch of an entry.
    @Transactional(readOnly = true)
    public Optional<Standing> newest(UUID entry) {
        return batches.newest(entry)
                .map(one -> new Standing(
                        one.id(),
                        one.number(),
                        one.state() == ProvinceBatch.State.PREPARING,
                        one.state() == ProvinceBatch.State.WRITTEN,
                        one.written() == null ? 0 : one.written()));
    }

    /// Whether the actor may have the file of a batch: its values are not masked.
    boolean downloads(Actor actor, ProvinceBatch batch) {
        return access.can(actor, ProvincePermission.DOWNLOAD, batch.unit());
    }

    /// The file of a batch.
    @Transactional(readOnly = true)
    Path file(ProvinceBatch batch, Actor actor) {
        access.must(actor, ProvincePermission.DOWNLOAD, batch.unit());
        Path file = folder.place(batch.id());
        if (!batch.state().hasFile() || !Files.isRegularFile(file)) {
            throw ProvinceRefused.noFile();
        }
        return file;
    }

    @Transactional(readOnly = true)
    ProvinceTemplate template(UUID id, Actor actor) {
        return templates
                .find(id)
                .filter(one -> access.can(actor, ProvincePermission.READ, one.unit()))
                .orElseThrow(NotFound::new);
    }

    private ProvinceTemplate template(UUID id) {
        return templates.find(id).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    ProvinceBatch batch(UUID id, Actor actor) {
        return batches.find(id)
                .filter(one -> access.can(actor, ProvincePermission.READ, one.unit()))
                .orElseThrow(NotFound::new);
    }

    /// Units whose templates and batches the actor may list.
    Scope seen(Actor actor) {
        return access.scope(actor, ProvincePermission.READ);
    }

    boolean manages(Actor actor, ProvinceTemplate template) {
        return access.can(actor, ProvincePermission.MANAGE, template.unit());
    }

    /// A collected entry of which the actor may write templates.
    CollectedData.Collected manageable(UUID entry, Actor actor) {
        return data.of(entry)
                .filter(one -> access.can(actor, ProvincePermission.MANAGE, one.unit()))
                .orElseThrow(NotFound::new);
    }

    /// All collected entries of which the actor may write templates.
    List<CollectedData.Collected> choices(Actor actor) {
        return data.all().stream()
                .filter(one -> access.can(actor, ProvincePermission.MANAGE, one.unit()))
                .toList();
    }

    /// The template, locked.
    private ProvinceTemplate mustManage(UUID id, Actor actor) {
        ProvinceTemplate found = template(id, actor);
        if (!manages(actor, found)) {
            throw new Forbidden();
        }
        return templates.lock(id).orElseThrow(NotFound::new);
    }

    private void record(ProvinceEvent.What what, ProvinceTemplate template, Map<String, String> details) {
        events.publishEvent(new ProvinceEvent(what, template.id(), template.unit(), details));
    }
}
