import { decimal, section } from '../leaf.ts'

const MONEY = [0, 1000] as const

function cost(channel: string, bound: 'Least' | 'Most', dollars: number) {
  return decimal(dollars, MONEY, `${bound} cost of one ${channel} impression, US dollars`)
}

/** What an ad impression costs. */
export const marketingCost = section(
  {
    email_cost_min: cost('email', 'Least', 0.1),
    email_cost_max: cost('email', 'Most', 0.25),
    display_cost_min: cost('display', 'Least', 0.5),
    display_cost_max: cost('display', 'Most', 2),
    social_cost_min: cost('social', 'Least', 0.75),
    social_cost_max: cost('social', 'Most', 3),
    search_cost_min: cost('search', 'Least', 1),
    search_cost_max: cost('search', 'Most', 5),
    video_cost_min: cost('video', 'Least', 1.5),
    video_cost_max: cost('video', 'Most', 5.25),
    facebook_cost_min: cost('Facebook', 'Least', 0.25),
    facebook_cost_max: cost('Facebook', 'Most', 3),
    google_cost_min: cost('Google', 'Least', 1),
    google_cost_max: cost('Google', 'Most', 5),
    instagram_cost_min: cost('Instagram', 'Least', 0.2),
    instagram_cost_max: cost('Instagram', 'Most', 3),
    youtube_cost_min: cost('YouTube', 'Least', 1.5),
    youtube_cost_max: cost('YouTube', 'Most', 5.25),
    mobile_multiplier: decimal(1, [0.01, 100], 'Factor on the cost of an impression on a mobile device'),
    tablet_multiplier: decimal(1.2, [0.01, 100], 'Factor on the cost of an impression on a tablet'),
    desktop_multiplier: decimal(1.5, [0.01, 100], 'Factor on the cost of an impression on a desktop'),
  },
  'What an ad impression costs',
)
