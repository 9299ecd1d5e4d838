package org.shuguan.server.access;

import org.jspecify.annotations.Nullable;
import org.shuguan.server.audit.AuditChain;
import org.shuguan.server.audit.AuditEntry;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.institution.Role;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.platform.Listing;
import org.shuguan.server.platform.Rows;
import org.shuguan.server.platform.Texts;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The audit record, for auditors only.
@RestController
@RequestMapping("/api/audit")
class AuditController {
    /// @param words description of the action in the reader's language
    record AuditRow(AuditEntry entry, String words) {}

    /// @param brokenAt the first invalid entry, null if there is none
    record Verdict(
            boolean inOrder,
            long entries,
            String head,
            @Nullable Long brokenAt,
            @Nullable String kind) {}

    private final AuditTrail trail;
    private final AuditChain chain;
    private final Texts texts;

    AuditController(AuditTrail trail, AuditChain chain, Texts texts) {
        this.trail = trail;
        this.chain = chain;
        this.texts = texts;
    }

    @GetMapping
    Listing<AuditRow> list(@ParameterObject ListQuery query, Actor actor) {
        actor.must(Role.AUDITOR);
        return trail.list(query).map(entry -> new AuditRow(entry, texts.say("audit." + entry.action())));
    }

    @PostMapping("/verify")
    Verdict verify(Actor actor) {
        actor.must(Role.AUDITOR);
        AuditChain.Verdict verdict = chain.verify();
        return new Verdict(
                verdict.broken().isEmpty(),
                verdict.entries(),
                verdict.head(),
                verdict.broken().map(AuditChain.Break::sequence).orElse(null),
                verdict.broken().map(broken -> Rows.word(broken.kind())).orElse(null));
    }

    @GetMapping("/export.{format}")
    ResponseEntity<byte[]> export(@PathVariable String format, @ParameterObject ListQuery query, Actor actor) {
        actor.must(Role.AUDITOR);
        return AuditTrail.COLUMNS.download(format, texts.say("access.audit"), query, trail::list, texts);
    }
}
