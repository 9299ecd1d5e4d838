package org.shuguan.server.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.CityTime;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Signature and review of entries in the list of all decisions.
@Component
class EntryDecisions implements Decidable {
    private final Catalog catalog;
    private final Versions versions;
    private final Institution institution;
    private final Texts texts;

    EntryDecisions(Catalog catalog, Versions versions, Institution institution, Texts texts) {
        this.catalog = catalog;
        this.versions = versions;
        this.institution = institution;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return CatalogFlow.FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("sign", "review");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        List<Version> all = versions.of(entry(subject));
        Version version = all.stream()
                .filter(one -> one.number() == number(subject))
                .findFirst()
                .orElseThrow(NotFound::new);
        Optional<Compared> compared = all.stream()
                .filter(one -> one.state() == Version.State.PUBLISHED)
                .findFirst()
                .map(published -> compared(published, version));
        return new Card(
                summary(version, compared), figures(version.content()), compared.orElse(null), Map.of(), Set.of());
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        catalog.decide(
                entry(subject),
                number(subject),
                Rows.constant(CatalogFlow.Outcome.class, outcome),
                said.comment(),
                actor);
    }

    private static Compared compared(Version published, Version version) {
        Difference difference = Difference.between(published.content(), version.content());
        return new Compared(
                published.number(),
                Stream.concat(difference.fields().stream(), difference.items().stream())
                        .map(change -> new Change(change.what(), change.before(), change.after()))
                        .toList());
    }

    private List<String> summary(Version version, Optional<Compared> compared) {
        Content content = version.content();
        String unit = institution.unitName(version.unit());
        List<String> summary = new ArrayList<>();
        summary.add(compared.map(before -> texts.say(
                        "catalog.card.changes",
                        Map.of(
                                "unit",
                                unit,
                                "number",
                                version.number(),
                                "before",
                                before.version(),
                                "changes",
                                before.changes().size())))
                .orElseGet(() -> texts.say("catalog.card.first", Map.of("unit", unit))));
        add(summary, "catalog.card.about", content.summary());
        add(
                summary,
                "catalog.card.condition",
                content.sharingType() == SharingType.CONDITIONAL ? content.sharingCondition() : null);
        add(
                summary,
                "catalog.card.not-shared",
                content.sharingType() == SharingType.NOT_SHARED ? content.sharingBasis() : null);
        add(summary, "catalog.card.lowered", content.loweredBecause());
        long unsure = content.checks().stream().filter(check -> !check.done()).count();
        if (unsure > 0) {
            summary.add(texts.say("catalog.card.unsure", Map.of("number", unsure)));
        }
        String signer = version.signedBy();
        if (signer != null && version.signedAt() != null) {
            summary.add(
                    texts.say("catalog.card.signed", Map.of("name", signer, "day", CityTime.day(version.signedAt()))));
        }
        return summary;
    }

    private void add(List<String> summary, String key, @Nullable String said) {
        if (said != null && !said.isBlank()) {
            summary.add(texts.say(key, Map.of("said", said.strip())));
        }
    }

    private List<Figure> figures(Content content) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(texts.say("catalog.grade"), Texts.ofCensus().grade(content.grade())));
        figures.add(figure("items", Integer.toString(content.items().size())));
        figures.add(figure(
                "personal",
                Long.toString(content.items().stream()
                        .filter(item -> item.personal() != null)
                        .count())));
        if (content.sharingType() != null) {
            figures.add(figure(
                    "sharing",
                    texts.say("catalog.sharing." + content.sharingType().word())));
        }
        if (content.openingType() != null) {
            figures.add(figure(
                    "opening",
                    texts.say("catalog.opening." + content.openingType().word())));
        }
        Content.Mount mount = content.mount();
        if (mount != null && mount.rows() >= 0) {
            figures.add(figure("rows", "%,d".formatted(mount.rows())));
        }
        return figures;
    }

    private Figure figure(String name, String value) {
        return new Figure(texts.say("catalog.figure." + name), value);
    }

    private static UUID entry(Subject subject) {
        return UUID.fromString(subject.id().substring(0, subject.id().indexOf(':')));
    }

    private static int number(Subject subject) {
        return Integer.parseInt(subject.id().substring(subject.id().indexOf(':') + 1));
    }
}
