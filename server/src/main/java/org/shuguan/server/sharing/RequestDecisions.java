package org.shuguan.server.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The agreement to requests and their check, in the list of all decisions.
@Component
class RequestDecisions implements Decidable {
    private final Requesting requesting;
    private final SharingRequests requests;
    private final RequestParts parts;
    private final CardWords words;
    private final Texts texts;

    RequestDecisions(
            Requesting requesting, SharingRequests requests, RequestParts parts, CardWords words, Texts texts) {
        this.requesting = requesting;
        this.requests = requests;
        this.parts = parts;
        this.words = words;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return RequestFlow.FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("sharing-agree", "sharing-check");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        UUID id = UUID.fromString(subject.id());
        SharingRequest request = requests.find(id).orElseThrow(NotFound::new);
        List<Part> asked = parts.of(id);
        List<String> summary = new ArrayList<>();
        summary.add(texts.say(
                "sharing.card.request",
                Map.of(
                        "unit",
                        words.unit(request.unit()),
                        "entries",
                        asked.stream().map(Part::title).collect(Collectors.joining("、")))));
        summary.addAll(words.reasons(request));
        requests.assessment(id)
                .filter(assessment -> !assessment.assessor().isEmpty())
                .ifPresent(assessment ->
                        summary.add(texts.say("sharing.card.assessed", Map.of("name", assessment.assessor()))));
        List<Figure> figures = new ArrayList<>();
        figures.add(words.figure("entries", Integer.toString(asked.size())));
        figures.add(words.figure(
                "items",
                Integer.toString(
                        asked.stream().mapToInt(part -> part.items().size()).sum())));
        figures.add(words.grade(asked.stream().map(Part::grade).reduce(Grade.GENERAL_1, Grade::orHigher)));
        figures.addAll(words.terms(request));
        return new Card(summary, figures, null, Map.of(), Set.of());
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        requesting.decide(
                UUID.fromString(subject.id()),
                Rows.constant(RequestFlow.Outcome.class, outcome),
                said.comment(),
                actor);
    }
}
