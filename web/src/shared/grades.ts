export const grades = ['general-1', 'general-2', 'general-3', 'general-4', 'important', 'core'] as const
