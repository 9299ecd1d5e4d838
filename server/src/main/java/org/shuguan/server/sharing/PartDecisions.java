package org.shuguan.server.sharing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.catalog.Content;
import org.shuguan.server.catalog.Version;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The answers to the parts of requests in the list of all decisions. Here a part is granted as it was asked for, or
/// refused as a whole; the page of the request answers item by item.
@Component
class PartDecisions implements Decidable {
    private final Answering answering;
    private final SharingRequests requests;
    private final RequestParts parts;
    private final OfferedEntries offered;
    private final AskRules rules;
    private final CardWords words;
    private final Texts texts;

    PartDecisions(
            Answering answering,
            SharingRequests requests,
            RequestParts parts,
            OfferedEntries offered,
            AskRules rules,
            CardWords words,
            Texts texts) {
        this.answering = answering;
        this.requests = requests;
        this.parts = parts;
        this.offered = offered;
        this.rules = rules;
        this.words = words;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return RequestFlow.PART_FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("sharing-answer", "sharing-opinion", "sharing-extend", "sharing-second");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        Part part = parts.find(UUID.fromString(subject.id())).orElseThrow(NotFound::new);
        SharingRequest request = requests.find(part.request()).orElseThrow(NotFound::new);
        Optional<Content> content = offered.published(part.entry()).map(Version::content);
        return new Card(
                summary(request, part, content),
                figures(request, part, content),
                null,
                Map.of(
                        "refusal",
                        rules.refusalReasons().stream()
                                .map(code -> new Option(code.code(), code.words(LocaleContextHolder.getLocale())))
                                .toList(),
                        "reviewer",
                        List.of(
                                new Option(Answering.SECURITY, texts.say("sharing.card.security")),
                                new Option(Answering.STEWARD, texts.say("sharing.card.steward")))),
                part.extended() ? Set.of("extend") : Set.of());
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        answering.decide(
                UUID.fromString(subject.id()),
                Rows.constant(RequestFlow.PartOutcome.class, outcome),
                new Answer(List.of(), null, said.refusal(), said.basis(), said.reviewer(), said.comment()),
                actor);
    }

    private List<String> summary(SharingRequest request, Part part, Optional<Content> content) {
        List<String> summary = new ArrayList<>();
        summary.add(texts.say(
                "sharing.card.part",
                Map.of("unit", words.unit(request.unit()), "owner", words.unit(part.owner()), "title", part.title())));
        summary.addAll(words.reasons(request));
        words.add(summary, "sharing.card.rows", part.rowFilter().text());
        words.add(
                summary,
                "sharing.card.condition",
                content.map(Content::sharingCondition).orElse(null));
        if (part.state() == Part.State.SECOND) {
            Answer answer = part.answer();
            summary.add(texts.say(
                    answer != null && answer.partly() ? "sharing.card.granted-partly" : "sharing.card.granted",
                    Map.of("owner", words.unit(part.owner()))));
        }
        return summary;
    }

    private List<Figure> figures(SharingRequest request, Part part, Optional<Content> content) {
        List<Figure> figures = new ArrayList<>();
        figures.add(words.figure("items", Integer.toString(part.items().size())));
        Set<String> asked = new HashSet<>();
        part.items().forEach(item -> asked.add(item.name()));
        content.ifPresent(known -> figures.add(words.figure(
                "personal",
                Long.toString(known.items().stream()
                        .filter(item -> item.personal() != null && asked.contains(item.name()))
                        .count()))));
        figures.add(words.grade(part.grade()));
        figures.add(words.figure(
                "sharing", texts.say("catalog.sharing." + part.sharingType().word())));
        figures.addAll(words.terms(request));
        return figures;
    }
}
