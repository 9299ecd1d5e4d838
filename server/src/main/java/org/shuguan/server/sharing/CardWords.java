package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.approval.Decidable;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.Texts;
import org.shuguan.server.settings.Settings;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// What the cards of requests and of their parts have in common.
@Component
class CardWords {
    private final Institution institution;
    private final Settings settings;
    private final Texts texts;

    CardWords(Institution institution, Settings settings, Texts texts) {
        this.institution = institution;
        this.settings = settings;
        this.texts = texts;
    }

    String unit(UnitCode unit) {
        return institution.unitName(unit);
    }

    /// Why the data are asked for.
    List<String> reasons(SharingRequest request) {
        List<String> reasons = new ArrayList<>();
        add(reasons, "sharing.card.purpose", request.purpose());
        add(reasons, "sharing.card.basis", request.legalBasis());
        return reasons;
    }

    void add(List<String> sentences, String key, @Nullable String said) {
        if (said != null && !said.isBlank()) {
            sentences.add(texts.say(key, Map.of("said", said.strip())));
        }
    }

    /// On which ways, for what and until when.
    List<Decidable.Figure> terms(SharingRequest request) {
        List<Decidable.Figure> figures = new ArrayList<>();
        String scenario = request.scenario();
        if (scenario != null) {
            figures.add(figure(
                    "scenario",
                    settings.code("sharing.scenarios", scenario)
                            .map(code -> code.words(LocaleContextHolder.getLocale()))
                            .orElse(scenario)));
        }
        if (!request.modes().isEmpty()) {
            figures.add(figure(
                    "modes",
                    request.modes().stream()
                            .sorted()
                            .map(mode -> texts.say("sharing.mode." + mode.word()))
                            .collect(Collectors.joining("、"))));
        }
        LocalDate first = request.firstDay();
        LocalDate last = request.lastDay();
        if (first != null && last != null) {
            figures.add(figure("term", first + " – " + last));
        }
        return figures;
    }

    Decidable.Figure grade(Grade grade) {
        return figure("grade", Texts.ofCensus().grade(grade));
    }

    Decidable.Figure figure(String name, String value) {
        return new Decidable.Figure(texts.say("sharing.figure." + name), value);
    }
}
