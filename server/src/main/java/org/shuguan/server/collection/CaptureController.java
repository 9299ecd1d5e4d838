package org.shuguan.server.collection;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// How captured tables follow their sources, and what a source must be set to for it.
@RestController
@RequestMapping("/api/collection")
class CaptureController {
    private static final String NOT_READY = "collection.problem.capture-not-ready";

    /// @param servedSince when the copy that consumers read was complete, null before the first
    /// @param copiedRows rows of the newest first copy, so far
    /// @param upTo up to where the copy is true, null before the first is complete
    /// @param changes changes of rows that the copy has taken
    /// @param commits commits of the source that brought them
    /// @param lagBytes log that the source keeps for it; null if it is not known
    /// @param lagLimit when so much is kept, the capture gives up and makes a new copy
    /// @param lagLeft bytes until the source gives up by itself, null if it never does
    /// @param problem why it does not go on, as a sentence
    record CaptureView(
            CaptureRecord.State state,
            @Nullable Instant servedSince,
            long copiedRows,
            @Nullable CapturedUpTo upTo,
            long changes,
            long commits,
            @Nullable Long lagBytes,
            long lagLimit,
            @Nullable Long lagLeft,
            @Nullable Instant lagAt,
            int giveUps,
            @Nullable Instant givenUpAt,
            @Nullable String problem,
            @Nullable Instant nextTryAt) {}

    /// @param says what is needed, as a sentence
    /// @param needed whether capture is impossible without it; else it is advice
    /// @param command what an administrator of the source does; empty if there is no such command
    record PrerequisiteView(String code, String says, boolean met, boolean needed, String found, String command) {}

    /// @param ready whether nothing that is needed is missing
    record CheckView(boolean ready, List<PrerequisiteView> prerequisites) {}

    private final Captures captures;
    private final CaptureChecks checks;
    private final CollectionAccess access;
    private final Texts texts;
    private final Setting<Integer> most;

    CaptureController(
            Captures captures, CaptureChecks checks, CollectionAccess access, Texts texts, Settings settings) {
        this.captures = captures;
        this.checks = checks;
        this.access = access;
        this.texts = texts;
        this.most = settings.number("collection.capture-lag");
    }

    /// How the plan's table follows its source.
    @GetMapping("/plans/{id}/capture")
    CaptureView capture(@PathVariable UUID id, Actor actor) {
        Plan plan = access.listed(actor, id);
        if (plan.mode() != CollectionWay.Mode.CAPTURE) {
            throw new NotFound();
        }
        CaptureRecord capture = captures.find(id).orElse(null);
        return capture == null
                ? new CaptureView(
                        CaptureRecord.State.WAITING,
                        null,
                        0,
                        null,
                        0,
                        0,
                        null,
                        limit(),
                        null,
                        null,
                        0,
                        null,
                        null,
                        null)
                : view(capture, access.reads(actor, plan));
    }

    private CaptureView view(CaptureRecord capture, boolean reads) {
        return new CaptureView(
                capture.state(),
                capture.servedSince(),
                capture.copiedRows(),
                capture.served() == null
                        ? null
                        : new CapturedUpTo(
                                String.valueOf(capture.positionText()), capture.positionAt(), capture.newestAt()),
                capture.changes(),
                capture.commits(),
                capture.lagBytes(),
                limit(),
                capture.lagLeft(),
                capture.lagAt(),
                capture.giveUps(),
                capture.givenUpAt(),
                problem(capture, reads),
                capture.nextTryAt());
    }

    private long limit() {
        return most.today() * 1024L * 1024L;
    }

    /// A source's message may contain names of its own: only its unit reads it.
    private @Nullable String problem(CaptureRecord capture, boolean reads) {
        String problem = capture.problem();
        if (problem == null) {
            return null;
        }
        String detail = String.valueOf(capture.problemDetail());
        if (problem.equals(NOT_READY)) {
            detail = Arrays.stream(detail.split(", "))
                    .map(code -> texts.say("collection.capture." + code))
                    .collect(Collectors.joining("; "));
        }
        return texts.say(problem, Map.of("detail", reads ? detail : "…"));
    }

    /// Asks the source what it must be set to before the plan's table can be captured.
    @GetMapping("/plans/{id}/capture/prerequisites")
    CheckView prerequisites(@PathVariable UUID id, Actor actor) {
        Plan plan = access.readable(actor, id);
        access.mustManage(actor, id);
        List<PrerequisiteView> all = checks.check(plan).stream()
                .map(one -> new PrerequisiteView(
                        one.code(),
                        texts.say("collection.capture." + one.code()),
                        one.met(),
                        one.needed(),
                        one.found(),
                        one.command()))
                .toList();
        return new CheckView(all.stream().allMatch(one -> one.met() || !one.needed()), all);
    }
}
