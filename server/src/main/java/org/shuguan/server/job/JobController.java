package org.shuguan.server.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Jobs over HTTP.
@RestController
@RequestMapping("/api/jobs")
@Transactional
class JobController {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    record KindLabel(String value, String label) {}

    /// @param kindName name of the kind
    /// @param measure what `done` and `total` count
    /// @param rate amount done per second
    /// @param secondsLeft null if it cannot be estimated
    /// @param tries number of consecutive errors that end it
    /// @param problem the last error as a sentence
    /// @param link page of the subject, if the reader may see it
    /// @param may what the reader may do: `cancel`, `retry`
    record JobView(
            UUID id,
            String kind,
            String kindName,
            String title,
            @Nullable UnitCode unit,
            @Nullable String unitName,
            Job.State state,
            boolean cancelRequested,
            String measure,
            long done,
            @Nullable Long total,
            double rate,
            @Nullable Long secondsLeft,
            int attempts,
            int tries,
            @Nullable Instant nextTryAt,
            @Nullable String problem,
            @Nullable String link,
            @Nullable String startedBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<String> may) {}

    static final ListColumns<JobView> COLUMNS = ListColumns.<JobView>titled("job.column.")
            .column("title", JobView::title)
            .column("kind", JobView::kindName, "kind")
            .column("unit", JobView::unitName, "unit")
            .word("state", "job.state.", job -> job.state().word(), "state")
            .column("done", JobView::done)
            .column("total", JobView::total)
            .column("measure", JobView::measure)
            .column("startedBy", JobView::startedBy, "started_by_name")
            .column("created", JobView::createdAt, "created_at")
            .column("started", JobView::startedAt, "started_at")
            .column("finished", JobView::finishedAt, "finished_at")
            .column("problem", JobView::problem)
            .filter(
                    "state",
                    Stream.concat(
                                    Stream.of("open"),
                                    Arrays.stream(Job.State.values()).map(Job.State::word))
                            .toList());

    private final Jobs jobs;
    private final JobAccess access;
    private final JobRecords records;
    private final JobKinds kinds;
    private final Institution institution;
    private final Texts texts;
    private final JsonMapper json;
    private final Clock clock;

    JobController(
            Jobs jobs,
            JobAccess access,
            JobRecords records,
            JobKinds kinds,
            Institution institution,
            Texts texts,
            JsonMapper json,
            Clock clock) {
        this.jobs = jobs;
        this.access = access;
        this.records = records;
        this.kinds = kinds;
        this.institution = institution;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    /// @param state name of a state, or `open` for waiting or running
    @GetMapping
    Listing<JobView> list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        Function<UnitCode, String> names = institution.unitNames();
        String order = COLUMNS.order(query, "created_at desc", "id");
        return records.list(
                        access.listed(actor),
                        kinds.names(ListColumns.choice("kind", kind, kinds.names(null))),
                        COLUMNS.chosen("state", state),
                        query,
                        order)
                .map(job -> view(job, names, actor));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String state,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.download(format, texts.say("job.list"), query, page -> list(kind, state, page, actor), texts);
    }

    /// All kinds, for the filter of the list.
    @GetMapping("/kinds")
    List<KindLabel> kinds() {
        return kinds.all().stream()
                .map(kind -> new KindLabel(kind.name(), texts.say("job.kind." + kind.name())))
                .toList();
    }

    @GetMapping("/{id}")
    JobView one(@PathVariable UUID id, Actor actor) {
        return view(access.readable(id, actor), institution::unitName, actor);
    }

    @PostMapping("/{id}/cancel")
    JobView cancel(@PathVariable UUID id, Actor actor) {
        jobs.cancel(access.manageable(id, actor).id());
        return one(id, actor);
    }

    @PostMapping("/{id}/retry")
    JobView retry(@PathVariable UUID id, Actor actor) {
        jobs.runAgain(access.manageable(id, actor).id());
        return one(id, actor);
    }

    private JobView view(Job job, Function<UnitCode, String> names, Actor actor) {
        JobKind kind = kinds.named(job.kind());
        Instant now = clock.instant();
        Duration left = job.timeLeft(now);
        boolean theirs = access.isTheirs(job, actor);
        return new JobView(
                job.id(),
                job.kind(),
                texts.say("job.kind." + job.kind()),
                texts.say("job.title." + job.kind(), json.readValue(job.facts(), FACTS)),
                job.unit(),
                job.unit() == null ? null : names.apply(job.unit()),
                job.state(),
                job.cancelRequested(),
                texts.say("job.measure." + kind.measure()),
                job.done(),
                job.total(),
                job.rate(now),
                left == null ? null : left.toSeconds(),
                job.attempts(),
                kind.tries(),
                job.nextTryAt(),
                problem(job, theirs),
                theirs || job.unit() == null ? job.link() : null,
                job.startedByName(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                may(job, kind, actor));
    }

    private List<String> may(Job job, JobKind kind, Actor actor) {
        List<String> may = new ArrayList<>();
        if (access.manages(job, actor)) {
            if (!job.state().over() && !job.cancelRequested()) {
                may.add("cancel");
            }
            if (job.state() == Job.State.FAILED && kind.canRunAgain(job)) {
                may.add("retry");
            }
        }
        return may;
    }

    /// Details from a source, such as a failed sign-in with the name of its user, are shown only to the unit;
    /// details of internal errors are shown to everybody who sees the job.
    private @Nullable String problem(Job job, boolean theirs) {
        if (job.problem() == null) {
            return null;
        }
        boolean told = theirs || job.problem().startsWith("job.");
        return texts.say(
                job.problem(),
                Map.of("detail", told ? String.valueOf(job.problemDetail()) : texts.say("job.detail-hidden")));
    }
}
