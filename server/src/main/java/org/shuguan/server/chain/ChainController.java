package org.shuguan.server.chain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Scope;
import org.shuguan.server.catalog.CatalogPermission;
import org.shuguan.server.catalog.CatalogReader;
import org.shuguan.server.catalog.ChainLink;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.catalog.LinkEvidence;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.ListColumns;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The chain of published entries, for their units and whoever oversees them.
@RestController
@RequestMapping("/api/chain")
class ChainController {
    /// What is known of a link.
    enum Standing {
        HOLDS,
        MISSING,
        /// no module tells of it
        UNKNOWN;

        @JsonValue
        String word() {
            return Rows.word(this);
        }
    }

    /// A link of an entry.
    ///
    /// @param since null unless it holds
    /// @param evidence by what it is known, as a sentence; null unless it holds
    /// @param page where the evidence is seen, null if there is no page
    record LinkView(
            ChainLink link,
            Standing standing,
            @Nullable Instant since,
            @Nullable String evidence,
            @Nullable String page) {}

    /// @param holding how many links hold
    /// @param known of how many something can be told
    /// @param links all, in the order of the chain
    record ChainRow(
            UUID entry,
            String code,
            String title,
            UnitCode unit,
            String unitName,
            int holding,
            int known,
            List<LinkView> links) {}

    static final ListColumns<ChainRow> COLUMNS = columns();

    private final Chains chains;
    private final EntryDirectory directory;
    private final CatalogReader catalog;
    private final Access access;
    private final Institution institution;
    private final Texts texts;

    ChainController(
            Chains chains,
            EntryDirectory directory,
            CatalogReader catalog,
            Access access,
            Institution institution,
            Texts texts) {
        this.chains = chains;
        this.directory = directory;
        this.catalog = catalog;
        this.access = access;
        this.institution = institution;
        this.texts = texts;
    }

    private static ListColumns<ChainRow> columns() {
        List<String> words =
                Arrays.stream(ChainLink.values()).map(ChainLink::word).toList();
        ListColumns<ChainRow> columns = ListColumns.<ChainRow>titled("chain.column.")
                .column("title", ChainRow::title)
                .sorted("title", ChainRow::title)
                .column("code", ChainRow::code)
                .sorted("code", ChainRow::code)
                .column("unit", ChainRow::unitName)
                .sorted("unit", ChainRow::unitName)
                .column("holding", ChainRow::holding)
                .sorted("holding", ChainRow::holding);
        for (ChainLink link : ChainLink.values()) {
            columns = columns.said(
                    link.word(),
                    (row, texts) -> row.links().stream()
                            .filter(one -> one.link() == link)
                            .findFirst()
                            .map(one -> cell(one, texts))
                            .orElse(""));
        }
        return columns.filter("holds", words).filter("lacks", words);
    }

    private static Object cell(LinkView link, Texts texts) {
        Instant since = link.since();
        return since == null ? texts.say("chain.standing." + link.standing().word()) : CityTime.day(since);
    }

    /// @param holds only entries for which this link holds
    /// @param lacks only entries for which this link is missing
    @GetMapping
    Listing<ChainRow> list(
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable String holds,
            @RequestParam @Nullable String lacks,
            @ParameterObject ListQuery query,
            Actor actor) {
        return COLUMNS.page(
                rows(unit, COLUMNS.chosen("holds", holds), COLUMNS.chosen("lacks", lacks), query.q(), actor),
                query,
                Comparator.comparing(ChainRow::code));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(
            @PathVariable String format,
            @RequestParam @Nullable UnitCode unit,
            @RequestParam @Nullable String holds,
            @RequestParam @Nullable String lacks,
            @ParameterObject ListQuery query,
            Actor actor) {
        List<ChainRow> rows =
                rows(unit, COLUMNS.chosen("holds", holds), COLUMNS.chosen("lacks", lacks), query.q(), actor);
        return COLUMNS.download(
                format,
                texts.say("chain.title"),
                query,
                page -> COLUMNS.page(rows, page, Comparator.comparing(ChainRow::code)),
                texts);
    }

    /// The chain of one entry, published or not.
    ///
    /// @throws NotFound if the actor sees no version of it, or neither works for its unit nor oversees it
    @GetMapping("/entries/{entry}")
    ChainRow one(@PathVariable UUID entry, Actor actor) {
        Version known = catalog.visible(actor, entry);
        if (!seen(actor).covers(known.unit())) {
            throw new NotFound();
        }
        return row(
                new EntryDirectory.Published(
                        entry, known.code(), known.unit(), known.content().title()),
                chains.of(List.of(entry)).getOrDefault(entry, Map.of()),
                institution.unitNames());
    }

    private List<ChainRow> rows(
            @Nullable UnitCode unit,
            @Nullable String holds,
            @Nullable String lacks,
            @Nullable String words,
            Actor actor) {
        String sought = words == null ? "" : words.strip().toLowerCase(Locale.ROOT);
        List<EntryDirectory.Published> entries = directory.published(seen(actor)).stream()
                .filter(one -> unit == null || one.unit().equals(unit))
                .filter(one -> one.title().toLowerCase(Locale.ROOT).contains(sought)
                        || one.code().value().toLowerCase(Locale.ROOT).contains(sought))
                .toList();
        Map<UUID, Map<ChainLink, LinkEvidence.Fact>> facts =
                chains.of(entries.stream().map(EntryDirectory.Published::entry).toList());
        Function<UnitCode, String> names = institution.unitNames();
        return entries.stream()
                .map(one -> row(one, facts.getOrDefault(one.entry(), Map.of()), names))
                .filter(row -> is(row, holds, Standing.HOLDS) && is(row, lacks, Standing.MISSING))
                .toList();
    }

    private static boolean is(ChainRow row, @Nullable String link, Standing standing) {
        return link == null
                || row.links().stream().anyMatch(one -> one.link().word().equals(link) && one.standing() == standing);
    }

    private Scope seen(Actor actor) {
        return access.scope(actor, CatalogPermission.READ).or(access.scope(actor, CatalogPermission.OVERSEE));
    }

    private ChainRow row(
            EntryDirectory.Published entry, Map<ChainLink, LinkEvidence.Fact> facts, Function<UnitCode, String> names) {
        List<LinkView> links = Arrays.stream(ChainLink.values())
                .map(link -> view(link, Optional.ofNullable(facts.get(link))))
                .toList();
        return new ChainRow(
                entry.entry(),
                entry.code().value(),
                entry.title(),
                entry.unit(),
                names.apply(entry.unit()),
                facts.size(),
                chains.known().size(),
                links);
    }

    private LinkView view(ChainLink link, Optional<LinkEvidence.Fact> fact) {
        return fact.map(known -> new LinkView(
                        link,
                        Standing.HOLDS,
                        known.since(),
                        texts.say("chain.evidence." + link.word(), known.facts()),
                        known.page()))
                .orElseGet(() -> new LinkView(
                        link, chains.known().contains(link) ? Standing.MISSING : Standing.UNKNOWN, null, null, null));
    }
}
