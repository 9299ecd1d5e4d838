package org.shuguan.server.meeting;

import java.util.List;
import org.shuguan.server.access.Actor;

/// Provides the figures of topics of one origin. Implemented for each origin whose subjects are recorded; a higher
/// module, such as the one of appeals, implements it for its own.
public interface SubjectFigures {
    /// The origin of the subjects.
    Topic.Origin origin();

    /// Whether the actor may raise a topic about the subject: it is there, and they may read it.
    boolean mayRaise(String subject, Actor actor);

    /// The figures of the subject as they are now; empty if it is gone.
    List<Figure> of(String subject);
}
