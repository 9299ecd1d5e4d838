/** The texts of a topic's form. */
export interface TopicFields {
  title: string
  reason: string
  proposal: string
}
