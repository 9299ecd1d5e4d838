package org.shuguan.server.sharing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.client.MachineClients;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Forbidden;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The parts of requests: what entries offer, how masks look, and the answers of the owners.
@RestController
@RequestMapping("/api/sharing")
class PartController {
    record ReasonRequest(@Nullable String reason) {}

    private final EntryOffers offers;
    private final Answering answering;
    private final Appeals appeals;
    private final SharingSight sight;
    private final SharingController requests;
    private final MachineClients clients;
    private final Access access;

    PartController(
            EntryOffers offers,
            Answering answering,
            Appeals appeals,
            SharingSight sight,
            SharingController requests,
            MachineClients clients,
            Access access) {
        this.offers = offers;
        this.answering = answering;
        this.appeals = appeals;
        this.sight = sight;
        this.requests = requests;
        this.clients = clients;
        this.access = access;
    }

    /// A published entry as it can be asked for.
    ///
    /// @param words the purpose, from which items are proposed
    @GetMapping("/offer")
    EntryOffers.Offer offer(
            @RequestParam UUID entry, @RequestParam @Nullable String words, @RequestParam @Nullable String scenario) {
        return offers.offer(entry, words, scenario);
    }

    /// The active machine clients of a unit.
    @GetMapping("/clients")
    List<MachineClients.Active> clients(@RequestParam UnitCode unit, Actor actor) {
        if (!access.can(actor, SharingPermission.USE, unit)) {
            throw new Forbidden();
        }
        return clients.activeOf(unit);
    }

    /// How masks look on the first rows of an entry.
    @PostMapping("/preview")
    EntryOffers.Preview preview(@RequestBody EntryOffers.Masked wanted, Actor actor) {
        return offers.preview(wanted, actor);
    }

    /// Decides the current step of a part.
    @PostMapping("/parts/{id}/{outcome:grant|refuse|ask|opine|call-back|extend|allow|deny|sign|object}")
    SharingController.RequestPage decide(
            @PathVariable UUID id,
            @PathVariable RequestFlow.PartOutcome outcome,
            @RequestBody Answer answer,
            Actor actor) {
        Part part = sight.part(id, actor);
        answering.decide(id, outcome, answer, actor);
        return requests.one(part.request(), actor);
    }

    /// The unit that asked withdraws a part.
    @PostMapping("/parts/{id}/withdraw")
    SharingController.RequestPage withdraw(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        Part part = sight.part(id, actor);
        answering.withdraw(id, given.reason(), actor);
        return requests.one(part.request(), actor);
    }

    /// Appeals against the answer to a part.
    @PostMapping("/parts/{id}/appeal")
    @ResponseStatus(HttpStatus.CREATED)
    SharingController.RequestPage appeal(@PathVariable UUID id, @RequestBody ReasonRequest given, Actor actor) {
        Part part = sight.part(id, actor);
        appeals.raise(id, given.reason(), actor);
        return requests.one(part.request(), actor);
    }
}
