package org.shuguan.server.demand;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.settings.Code;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// Why data are not shared: one of the reasons that the bureau keeps as a rule.
@Component
class RefusalReasons {
    private static final String RULE = "demand.refusal-reasons";

    private final Settings settings;
    private final Setting<List<Code>> offered;

    RefusalReasons(Settings settings) {
        this.settings = settings;
        this.offered = settings.codes(RULE);
    }

    /// What can be chosen today.
    List<Code> offered() {
        return offered.today();
    }

    /// Refuses what is not offered today; one that was chosen before may be kept.
    ///
    /// @param basis the law, which a refusal needs beside the reason
    /// @param chosenBefore null where none was
    void check(@Nullable String reason, @Nullable String basis, @Nullable String chosenBefore) {
        boolean known = reason != null
                && (reason.equals(chosenBefore)
                        || offered().stream().anyMatch(one -> one.code().equals(reason)));
        var check = new InvalidInput.Check().that(known, "refusal", "refusal-unknown");
        DemandRules.basis(check, basis).orRefuse();
    }

    /// What a reason is called, in the reader's language.
    @Nullable
    String words(@Nullable String reason) {
        return reason == null
                ? null
                : settings.code(RULE, reason)
                        .map(code -> code.words(LocaleContextHolder.getLocale()))
                        .orElse(reason);
    }
}
