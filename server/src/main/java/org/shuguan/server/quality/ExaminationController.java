package org.shuguan.server.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.lake.LakeRefused;
import org.shuguan.dataplane.lake.LakeTable;
import org.shuguan.dataplane.lake.LakeVersion;
import org.shuguan.dataplane.quality.Examination;
import org.shuguan.server.access.Actor;
import org.shuguan.server.collection.CollectedData;
import org.shuguan.server.collection.ItemMasks;
import org.shuguan.server.platform.AllRows;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What an examination found: by rule, by dimension, and all rows that fail. The rows are read from the examined
/// version
/// itself with the rules that were pinned to the run, so that nothing of them is stored a second time.
@RestController
@RequestMapping("/api/quality/runs")
class ExaminationController {
    private static final int ALL = 100;
    private static final int MOST_EXPORTED = 50_000;
    private static final String BETWEEN = " / ";

    /// What a rule found.
    ///
    /// @param problem why it could not be carried out, as a sentence
    record RuleResult(
            UUID rule,
            RuleKind kind,
            Dimension dimension,
            String sentence,
            int weight,
            double tolerance,
            boolean holds,
            @Nullable Long applicable,
            @Nullable Long failed,
            boolean broken,
            @Nullable String problem,
            boolean hasRows) {}

    /// @param score as that of the run, of the rules of this dimension; null if none applies
    record DimensionResult(
            Dimension dimension, int rules, @Nullable Double score) {}

    /// @param readable whether the reader may see the failing rows; `there` whether the version is still kept
    record RunPage(
            UUID entry,
            String title,
            QualityController.RunView run,
            List<RuleResult> rules,
            List<DimensionResult> dimensions,
            boolean readable,
            boolean there) {}

    /// @param values as the reader may see them
    record FindingView(UUID rule, String sentence, List<ValueView> values) {}

    record ValueView(String title, @Nullable String value) {}

    /// A row that fails.
    ///
    /// @param key the values of its key
    record FailingRow(String key, List<FindingView> findings) {}

    static final ListColumns<FailingRow> COLUMNS = ListColumns.<FailingRow>titled("quality.failing-column.")
            .column("key", FailingRow::key)
            .column(
                    "rules",
                    row -> row.findings().stream().map(FindingView::sentence).collect(Collectors.joining("；")))
            .column(
                    "values",
                    row -> row.findings().stream()
                            .flatMap(finding -> finding.values().stream())
                            .distinct()
                            .map(value -> value.title() + "=" + (value.value() == null ? "" : value.value()))
                            .collect(Collectors.joining("；")));

    private final QualityRuns runs;
    private final KeptRules rules;
    private final RuleTexts ruleTexts;
    private final RunTexts runTexts;
    private final ExaminationJob job;
    private final QualityController views;
    private final QualityAccess access;
    private final CollectedData data;
    private final Texts texts;
    private final Examining examining;

    ExaminationController(
            QualityRuns runs,
            KeptRules rules,
            RuleTexts ruleTexts,
            RunTexts runTexts,
            ExaminationJob job,
            QualityController views,
            QualityAccess access,
            CollectedData data,
            Texts texts,
            Examining examining) {
        this.runs = runs;
        this.rules = rules;
        this.ruleTexts = ruleTexts;
        this.runTexts = runTexts;
        this.job = job;
        this.views = views;
        this.access = access;
        this.data = data;
        this.texts = texts;
        this.examining = examining;
    }

    @GetMapping("/{run}")
    RunPage one(@PathVariable UUID run, Actor actor) {
        QualityRun known = runs.find(run).orElseThrow(NotFound::new);
        access.listed(actor, known.entry());
        ItemMasks titles = data.masks(known.entry());
        Map<UUID, QualityRule> byId = rules(run);
        List<RuleResult> results = runs.rules(run).stream()
                .map(found -> result(found, Objects.requireNonNull(byId.get(found.rule())), titles))
                .toList();
        return new RunPage(
                known.entry(),
                known.title(),
                views.view(known, actor),
                results,
                Arrays.stream(Dimension.values())
                        .map(dimension -> of(dimension, results))
                        .toList(),
                access.reads(actor, known.unit()),
                data.table(known.entry())
                        .flatMap(table -> table.version(known.snapshotId()))
                        .isPresent());
    }

    private Map<UUID, QualityRule> rules(UUID run) {
        return rules.all(runs.rules(run).stream().map(QualityRuns.Found::rule).toList()).stream()
                .collect(Collectors.toMap(QualityRule::id, Function.identity()));
    }

    private RuleResult result(QualityRuns.Found found, QualityRule rule, ItemMasks titles) {
        return new RuleResult(
                rule.id(),
                rule.kind(),
                rule.dimension(),
                ruleTexts.sentence(rule.kind(), rules.terms(rule), titles::title),
                rule.weight(),
                rule.tolerance(),
                rule.holds(),
                found.applicable(),
                found.failed(),
                RunTexts.isBroken(rule, found),
                runTexts.problem(found),
                !rule.kind().isOfVersion());
    }

    private static DimensionResult of(Dimension dimension, List<RuleResult> results) {
        double weights = 0;
        double points = 0;
        int count = 0;
        for (RuleResult one : results) {
            if (one.dimension() != dimension) {
                continue;
            }
            count++;
            if (one.applicable() != null && one.failed() != null && one.applicable() > 0) {
                weights += one.weight();
                points += one.weight() * (1 - (double) one.failed() / one.applicable());
            }
        }
        return new DimensionResult(dimension, count, weights == 0 ? null : ALL * points / weights);
    }

    /// All rows that fail, in the order of the key. Who manages the entry sees the values as they are, to mend them at
    /// the source, which is recorded; for others they are masked.
    ///
    /// @param rule only rows that fail this rule
    @GetMapping("/{run}/failing")
    Listing<FailingRow> failing(
            @PathVariable UUID run, @RequestParam @Nullable UUID rule, @ParameterObject ListQuery query, Actor actor) {
        Listing<FailingRow> found = read(run, rule, query, query.offset(), query.sizeOrUsual(), actor);
        examining.recordReading(run, actor);
        return found;
    }

    @GetMapping("/{run}/failing/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable UUID run,
            @PathVariable String format,
            @RequestParam @Nullable UUID rule,
            @ParameterObject ListQuery query,
            Actor actor) {
        Listing<FailingRow> all = read(run, rule, query, 0, MOST_EXPORTED, actor);
        ResponseEntity<byte[]> file =
                COLUMNS.download(format, texts.say("quality.failing"), new AllRows<>(all.items(), all.total()), texts);
        examining.recordReading(run, actor);
        return file;
    }

    private Listing<FailingRow> read(
            UUID id, @Nullable UUID only, ListQuery query, long offset, int size, Actor actor) {
        COLUMNS.order(query, "", "");
        QualityRun run = runs.find(id).orElseThrow(NotFound::new);
        access.readable(actor, run.entry());
        Map<UUID, QualityRule> byId = rules(id);
        if (only != null && !byId.containsKey(only)) {
            throw new NotFound();
        }
        List<Examination.Named> checks = new ArrayList<>();
        for (QualityRuns.Found found : runs.rules(id)) {
            QualityRule rule = Objects.requireNonNull(byId.get(found.rule()));
            Examination.Named check =
                    rule.kind().isOfVersion() || found.problem() != null ? null : job.check(rule, found);
            if (check != null) {
                checks.add(check);
            }
        }
        LakeTable table = data.table(run.entry()).orElseThrow(QualityRefused::versionGone);
        LakeVersion version = table.version(run.snapshotId()).orElseThrow(QualityRefused::versionGone);
        List<String> asked =
                only == null ? checks.stream().map(Examination.Named::id).toList() : List.of(only.toString());
        ItemMasks masks = data.masks(run.entry());
        boolean plain = access.manages(actor, run.unit());
        String words =
                query.q() == null || query.q().isBlank() ? null : query.q().strip();
        // Whoever sees a key masked must not find out its value by searching for it.
        new InvalidInput.Check()
                .that(
                        words == null || plain || version.key().stream().allMatch(masks::shows),
                        "q",
                        "quality-masked-key")
                .orRefuse();
        try {
            Examination.Page page =
                    new Examination(table, version, run.day()).failing(checks, asked, words, offset, size);
            return new Listing<>(
                    page.rows().stream()
                            .map(row -> view(row, page, byId, masks, plain))
                            .toList(),
                    page.total(),
                    query.pageOrFirst(),
                    query.sizeOrUsual());
        } catch (LakeRefused refused) {
            throw refused.reason() == LakeRefused.Reason.NO_VERSION
                    ? QualityRefused.versionGone()
                    : QualityRefused.unreadable(refused);
        }
    }

    private FailingRow view(
            Examination.Failing row,
            Examination.Page page,
            Map<UUID, QualityRule> byId,
            ItemMasks masks,
            boolean plain) {
        List<FindingView> findings = new ArrayList<>();
        for (String failed : row.failed()) {
            QualityRule rule = Objects.requireNonNull(byId.get(UUID.fromString(failed)));
            Terms terms = rules.terms(rule);
            findings.add(new FindingView(
                    rule.id(),
                    ruleTexts.sentence(rule.kind(), terms, masks::title),
                    columns(rule, terms, page).stream()
                            .map(column -> new ValueView(masks.title(column), value(column, row, page, masks, plain)))
                            .toList()));
        }
        String key = page.key().stream()
                .map(column -> String.valueOf(value(column, row, page, masks, plain)))
                .collect(Collectors.joining(BETWEEN));
        return new FailingRow(key, findings);
    }

    /// The columns that a finding shows: those of the rule; of a condition all that occur in it.
    private static List<String> columns(QualityRule rule, Terms terms, Examination.Page page) {
        return rule.kind() == RuleKind.CONDITION
                ? page.columns().stream()
                        .filter(column -> String.valueOf(terms.text()).contains(column))
                        .toList()
                : terms.columns();
    }

    private static @Nullable String value(
            String column, Examination.Failing row, Examination.Page page, ItemMasks masks, boolean plain) {
        for (int i = 0; i < page.columns().size(); i++) {
            if (page.columns().get(i).equalsIgnoreCase(column)) {
                String value = row.values().get(i);
                return plain ? value : masks.masked(column, value);
            }
        }
        return null;
    }
}
