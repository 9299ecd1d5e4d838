package org.shuguan.server.catalogimport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.catalog.BulkDrafts;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.InvalidInput;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the entries of a workbook with the unit's catalog, 300 at a time, and stores what confirming would do.
final class ImportStaging {
    private static final int AT_ONCE = 300;
    /// The most findings stored of each level. Levels are counted separately, so that many hints do not displace
    /// errors.
    private static final int MOST_FINDINGS = 50_000;

    private final ImportRun run;
    private final BulkDrafts drafts;
    private final ImportRuns runs;
    private final ImportRows rows;
    private final TransactionTemplate transaction;
    private final Map<String, UnitCode> units;
    private final String unitName;
    private final List<GuideGroup> waiting = new ArrayList<>();
    private final List<WorkbookIssue> findings = new ArrayList<>();
    private final Set<String> codesSeen = new HashSet<>();
    private final GuideAnomalies anomalies = new GuideAnomalies();
    private int seq;
    private int findingSeq;
    private long errors;
    private long hints;

    /// The version that a group is compared with.
    ///
    /// @param base null for a new entry
    /// @param code our code of the entry, if it is known
    /// @param alias the code of the workbook, if it is not ours
    private record Match(
            @Nullable Version base,
            @Nullable String code,
            @Nullable String alias) {}

    ImportStaging(
            ImportRun run,
            BulkDrafts drafts,
            ImportRuns runs,
            ImportRows rows,
            TransactionTemplate transaction,
            List<Unit> units) {
        this.run = run;
        this.drafts = drafts;
        this.runs = runs;
        this.rows = rows;
        this.transaction = transaction;
        this.units = units.stream()
                .collect(Collectors.toMap(unit -> GuideWords.plain(unit.name()), Unit::code, (one, other) -> one));
        this.unitName = units.stream()
                .filter(unit -> unit.code().equals(run.unit()))
                .map(Unit::name)
                .findFirst()
                .orElse(run.unit().value());
    }

    void add(GuideGroup group) {
        waiting.add(group);
        if (waiting.size() >= AT_ONCE) {
            keep();
        }
    }

    void add(WorkbookIssue finding) {
        findings.add(finding);
    }

    /// Compares and stores the waiting entries.
    void keep() {
        Map<GuideGroup, Match> matches = matches();
        List<ImportRun.Staged> staged = new ArrayList<>();
        for (GuideGroup group : waiting) {
            staged.add(staged(group, java.util.Objects.requireNonNull(matches.get(group))));
            findings.addAll(group.findings());
        }
        List<WorkbookIssue> kept =
                findings.stream().filter(this::isAmongTheFirst).toList();
        transaction.executeWithoutResult(status -> {
            rows.stage(run.id(), staged);
            rows.found(run.id(), findingSeq, kept);
            runs.found(run.id(), errors, hints);
        });
        findingSeq += kept.size();
        findings.clear();
        waiting.clear();
    }

    /// Counts a finding.
    ///
    /// @return whether it is stored
    private boolean isAmongTheFirst(WorkbookIssue finding) {
        return (finding.level() == WorkbookIssue.Level.ERROR ? ++errors : ++hints) <= MOST_FINDINGS;
    }

    private ImportRun.Staged staged(GuideGroup group, Match match) {
        Version base = match.base();
        anomalies.see(group, base != null && match.alias() == null);
        GuideAnomalies.figures(group);
        provider(group);
        Content merged = GuideMerging.merged(group, base == null ? null : base.content());
        boolean unchanged = base != null && merged.equals(base.content());
        if (base != null && !unchanged) {
            changeable(group, base);
            merged = held(group, merged, base.content());
        }
        ImportRun.Verdict verdict = group.wrong()
                ? ImportRun.Verdict.WRONG
                : base == null
                        ? ImportRun.Verdict.NEW
                        : unchanged ? ImportRun.Verdict.UNCHANGED : ImportRun.Verdict.CHANGED;
        boolean taken = verdict == ImportRun.Verdict.NEW || verdict == ImportRun.Verdict.CHANGED;
        String title = merged.title().strip();
        return new ImportRun.Staged(
                seq++,
                group.sheet(),
                group.firstRow(),
                group.lastRow(),
                GuideCells.text(title.substring(0, Math.min(Content.LONGEST_TITLE, title.length()))),
                match.code(),
                match.alias(),
                verdict,
                base == null ? UUID.randomUUID() : base.entry(),
                base == null ? null : base.number(),
                base == null ? null : base.revision(),
                taken ? merged : null);
    }

    /// As in the editor: a grade lower than a census measured is an error.
    private Content held(GuideGroup group, Content merged, Content base) {
        try {
            return drafts.revised(merged, base);
        } catch (InvalidInput below) {
            for (InvalidInput.FieldError error : below.errors()) {
                int item = Integer.parseInt(error.field().replaceAll("\\D", ""));
                int row = item < group.items().size() ? group.items().get(item).row() : group.firstRow();
                group.error(row, GuideColumn.ITEM_GRADE, "below-measured", Map.of());
            }
            return merged;
        }
    }

    /// Submitted and signed versions cannot be changed by an import, because somebody is deciding on them.
    private static void changeable(GuideGroup group, Version base) {
        switch (base.state()) {
            case DRAFT, PUBLISHED -> {}
            case SUBMITTED, SIGNED ->
                group.error(
                        group.firstRow(),
                        GuideColumn.CODE,
                        "under-way",
                        Map.of("value", base.code().value()));
            case WITHDRAWN, SUPERSEDED, DELETED ->
                group.error(
                        group.firstRow(),
                        GuideColumn.CODE,
                        "withdrawn",
                        Map.of("value", base.code().value()));
        }
    }

    private void provider(GuideGroup group) {
        if (!group.has(GuideColumn.PROVIDER)) {
            return;
        }
        String cell = group.cell(GuideColumn.PROVIDER);
        UnitCode named = units.get(GuideWords.plain(cell));
        if (cell.isEmpty()) {
            group.hint(group.firstRow(), GuideColumn.PROVIDER, "provider-missing", Map.of("unit", unitName));
        } else if (named != null && !named.equals(run.unit())) {
            group.error(
                    group.firstRow(), GuideColumn.PROVIDER, "provider-other", Map.of("value", cell, "unit", unitName));
        } else if (named == null) {
            group.hint(
                    group.firstRow(),
                    GuideColumn.PROVIDER,
                    "provider-unknown",
                    Map.of("value", cell, "unit", unitName));
        }
    }

    private Map<GuideGroup, Match> matches() {
        Set<String> codes = waiting.stream()
                .map(group -> group.cell(GuideColumn.CODE))
                .filter(code -> !code.isEmpty())
                .collect(Collectors.toSet());
        Map<String, UnitCode> owners = drafts.unitsOf(codes);
        Map<String, String> aliases = rows.aliases(run.unit(), codes);
        Map<String, Version> newest = drafts.newestByCode(
                Stream.concat(codes.stream(), aliases.values().stream()).collect(Collectors.toSet()));
        Map<String, List<Version>> titled = drafts
                .newestByTitle(
                        run.unit(),
                        waiting.stream()
                                .filter(group -> group.cell(GuideColumn.CODE).isEmpty())
                                .map(group -> GuideCells.meant(group.cell(GuideColumn.TITLE)))
                                .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.groupingBy(version -> version.content().title()));
        Map<GuideGroup, Match> matches = new HashMap<>();
        for (GuideGroup group : waiting) {
            String code = group.cell(GuideColumn.CODE);
            matches.put(
                    group,
                    code.isEmpty()
                            ? byTitle(
                                    group,
                                    titled.getOrDefault(GuideCells.meant(group.cell(GuideColumn.TITLE)), List.of()))
                            : byCode(group, code, owners.get(code), aliases.get(code), newest));
        }
        return matches;
    }

    private Match byTitle(GuideGroup group, List<Version> same) {
        if (same.isEmpty()) {
            return new Match(null, null, null);
        }
        Version one = same.getFirst();
        if (same.size() > 1 || !codesSeen.add(one.code().value())) {
            group.error(
                    group.firstRow(),
                    GuideColumn.TITLE,
                    "title-ambiguous",
                    Map.of("value", one.content().title()));
            return new Match(null, null, null);
        }
        group.hint(
                group.firstRow(),
                GuideColumn.CODE,
                "matched-by-title",
                Map.of("value", one.code().value()));
        return new Match(one, one.code().value(), null);
    }

    private Match byCode(
            GuideGroup group,
            String code,
            @Nullable UnitCode owner,
            @Nullable String alias,
            Map<String, Version> newest) {
        int row = group.firstRow();
        if (owner != null && !owner.equals(run.unit())) {
            group.error(row, GuideColumn.CODE, "code-of-another-unit", Map.of("value", code));
            return new Match(null, null, null);
        }
        String ours = owner != null ? code : alias;
        if (!codesSeen.add(ours == null ? code : ours)) {
            group.error(row, GuideColumn.CODE, "code-twice", Map.of("value", code));
            return new Match(null, null, null);
        }
        if (ours == null) {
            if (code.matches("\\d(\\.\\d+)?E\\+\\d+")) {
                group.error(row, GuideColumn.CODE, "code-lost-digits", Map.of("value", code));
            }
            group.hint(row, GuideColumn.CODE, "foreign-code", Map.of("value", code));
            return new Match(null, null, code);
        }
        Version base = newest.get(ours);
        if (base == null) {
            group.error(row, GuideColumn.CODE, "entry-gone", Map.of("value", code));
            return new Match(null, ours, null);
        }
        return new Match(base, ours, owner == null ? code : null);
    }
}
