package org.shuguan.server.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.Approvals;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps of demands in the list of all decisions.
@Component
class DemandDecisions implements Decidable {
    private final DemandLists lists;
    private final Demands demands;
    private final RefusalReasons reasons;
    private final Approvals approvals;
    private final Institution institution;
    private final Texts texts;

    DemandDecisions(
            DemandLists lists,
            Demands demands,
            RefusalReasons reasons,
            Approvals approvals,
            Institution institution,
            Texts texts) {
        this.lists = lists;
        this.demands = demands;
        this.reasons = reasons;
        this.approvals = approvals;
        this.institution = institution;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return DemandFlow.FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("agree", "answer", "route", "confirm");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        Demand demand = demands.find(UUID.fromString(subject.id())).orElseThrow(NotFound::new);
        return new Card(
                summary(demand),
                figures(demand),
                null,
                Map.of(
                        "refusal",
                        reasons.offered().stream()
                                .map(code -> new Option(code.code(), code.words(LocaleContextHolder.getLocale())))
                                .toList()),
                isOfADistrict(demand) ? Set.of() : Set.of("escalate"));
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        lists.decide(
                UUID.fromString(subject.id()),
                Rows.constant(DemandFlow.Outcome.class, outcome),
                new DemandLists.Answer(said.unit(), said.due(), said.refusal(), said.basis(), said.comment()),
                actor);
    }

    /// Only a district's bureau can hand a demand over to the city's.
    private boolean isOfADistrict(Demand demand) {
        return Optional.ofNullable(demand.caseId())
                .flatMap(approvals::territory)
                .filter(territory -> !territory.equals(UnitCode.CITY))
                .isPresent();
    }

    private List<String> summary(Demand demand) {
        List<String> summary = new ArrayList<>();
        summary.add(texts.say(
                "demand.card.wanted",
                Map.of(
                        "unit",
                        institution.unitName(demand.unit()),
                        "items",
                        demand.items().isEmpty() ? demand.title() : String.join("、", demand.items()))));
        add(summary, "demand.card.scenario", demand.scenario());
        add(summary, "demand.card.basis", demand.legalBasis());
        add(summary, "demand.card.refused", reasons.words(demand.refusalReason()));
        add(summary, "demand.card.refusal-basis", demand.refusalBasis());
        add(summary, "demand.card.missing", demand.missing());
        return summary;
    }

    private void add(List<String> summary, String key, @Nullable String said) {
        if (said != null && !said.isBlank()) {
            summary.add(texts.say(key, Map.of("said", said.strip())));
        }
    }

    private List<Figure> figures(Demand demand) {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("number", demand.number()));
        figures.add(figure("items", Integer.toString(demand.items().size())));
        if (demand.frequency() != null) {
            figures.add(figure(
                    "frequency", texts.say("demand.cycle." + demand.frequency().word())));
        }
        if (demand.mode() != null) {
            figures.add(figure("mode", texts.say("demand.mode." + demand.mode())));
        }
        UnitCode asked = demand.asked();
        if (asked != null) {
            figures.add(figure("asked", institution.unitName(asked)));
        }
        if (demand.wantedBy() != null) {
            figures.add(
                    figure("wanted", Objects.requireNonNull(demand.wantedBy()).toString()));
        }
        return figures;
    }

    private Figure figure(String name, String value) {
        return new Figure(texts.say("demand.column." + name), value);
    }
}
