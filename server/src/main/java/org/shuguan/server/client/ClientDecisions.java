package org.shuguan.server.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuguan.server.access.Actor;
import org.shuguan.server.approval.CaseType;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.platform.NotFound;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The approval of machine clients in the list of all decisions.
@Component
class ClientDecisions implements Decidable {
    private final MachineClients service;
    private final Clients clients;
    private final Institution institution;
    private final Texts texts;

    ClientDecisions(MachineClients service, Clients clients, Institution institution, Texts texts) {
        this.service = service;
        this.clients = clients;
        this.institution = institution;
        this.texts = texts;
    }

    @Override
    public CaseType<?, ?> type() {
        return ClientFlow.FLOW;
    }

    @Override
    public Set<String> steps() {
        return Set.of("approve-client");
    }

    @Override
    @Transactional(readOnly = true)
    public Card card(Subject subject, Actor reader) {
        Client client = clients.find(UUID.fromString(subject.id())).orElseThrow(NotFound::new);
        return new Card(
                List.of(
                        texts.say(
                                "client.card.asked",
                                Map.of(
                                        "unit",
                                        institution.unitName(client.unit()),
                                        "name",
                                        client.name(),
                                        "by",
                                        client.createdBy())),
                        texts.say("client.card.purpose", Map.of("said", client.purpose()))),
                List.of(new Figure(texts.say("client.column.scopes"), String.join("、", client.scopeList()))),
                null,
                Map.of(),
                Set.of());
    }

    @Override
    public void decide(Subject subject, String outcome, Said said, Actor actor) {
        service.decide(
                UUID.fromString(subject.id()), Rows.constant(ClientFlow.Outcome.class, outcome), said.comment(), actor);
    }
}
