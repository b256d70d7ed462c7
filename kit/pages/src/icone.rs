use std::fmt;

use askama::filters::HtmlSafe;

/// The signs of the house (drawn in `assets/icones.svg`, the look of the house). In a template: `{{ pages::Icone::Phone }}`.
///
/// Drawn inline and hidden from assistive technology: an icon always stands beside a word or an `aria-label`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icone {
    Phone,
    Card,
    Key,
    Next,
    Prev,
    Check,
    Cross,
    Alert,
    Info,
    Clock,
    User,
    Users,
    Building,
    Search,
    Shield,
    Copy,
    Mail,
    Lock,
    Refresh,
    File,
    Bell,
    Download,
    Plus,
    Server,
    Play,
    Skip,
    Heart,
    Plug,
    Back,
    Delete,
    Tablet,
    Laptop,
    Hand,
}

impl Icone {
    /// Every icon, for the page that shows the look.
    pub const TOUTES: &[Self] = &[
        Self::Phone,
        Self::Card,
        Self::Key,
        Self::Next,
        Self::Prev,
        Self::Check,
        Self::Cross,
        Self::Alert,
        Self::Info,
        Self::Clock,
        Self::User,
        Self::Users,
        Self::Building,
        Self::Search,
        Self::Shield,
        Self::Copy,
        Self::Mail,
        Self::Lock,
        Self::Refresh,
        Self::File,
        Self::Bell,
        Self::Download,
        Self::Plus,
        Self::Server,
        Self::Play,
        Self::Skip,
        Self::Heart,
        Self::Plug,
        Self::Back,
        Self::Delete,
        Self::Tablet,
        Self::Laptop,
        Self::Hand,
    ];

    const fn trait_svg(self) -> &'static str {
        match self {
            Self::Phone => r#"<rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/><path d="M10.5 18.5h3"/>"#,
            Self::Card => {
                r#"<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><rect x="5.5" y="9.5" width="4.5" height="4" rx="1"/><path d="M13.5 10h5M13.5 14h3"/>"#
            }
            Self::Key => r#"<circle cx="8" cy="14.5" r="4.5"/><path d="m11.3 11.3 8.2-8.3M16 6.5l3 3M13.2 9.3l2 2"/>"#,
            Self::Next => r#"<path d="m9 5 7 7-7 7"/>"#,
            Self::Prev => r#"<path d="m15 5-7 7 7 7"/>"#,
            Self::Check => r#"<path d="m4.5 12.5 5 5 10-11"/>"#,
            Self::Cross => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Self::Alert => r#"<path d="M12 3.5 2.5 20h19z"/><path d="M12 10v4.5M12 17.2v.1"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>"#,
            Self::User => r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>"#,
            Self::Users => {
                r#"<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.500c.8-3.5 3.4-5.5 6.5-5.500s5.7 2 6.5 5.500M16 5.300a3.5 3.5 0 0 1 0 6.400M18.5 14.800c1.6.8 2.6 2.5 3 4.7"/>"#
            }
            Self::Building => {
                r#"<path d="M4 21V5l9-2v18M13 9h7v12M2.5 21h19M7.5 8.500v.1M7.5 12.500v.1M7.5 16.500v.1M16.5 13v.1M16.5 17v.1"/>"#
            }
            Self::Search => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
            Self::Shield => {
                r#"<path d="M12 2.8 4.5 5.500v6c0 4.5 3 8 7.5 9.7 4.5-1.7 7.5-5.2 7.5-9.700v-6z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>"#
            }
            Self::Copy => {
                r#"<rect x="8.5" y="8.5" width="12" height="12" rx="2"/><path d="M15.5 5.500v-.500a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h.5"/>"#
            }
            Self::Mail => r#"<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="m3.5 7 8.5 6.500L20.5 7"/>"#,
            Self::Lock => {
                r#"<rect x="4.5" y="10.5" width="15" height="10.5" rx="2.5"/><path d="M8 10.500V7.500a4 4 0 0 1 8 0v3"/>"#
            }
            Self::Refresh => {
                r#"<path d="M20 11.500a8 8 0 0 0-14.5-4L3.5 10M3.5 4.500V10H9M4 12.500a8 8 0 0 0 14.5 4l2-2.500M20.5 19.500V14H15"/>"#
            }
            Self::File => {
                r#"<path d="M6 2.500h8l5 5v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2z"/><path d="M13.5 3v5h5M8 13h7M8 17h5"/>"#
            }
            Self::Bell => r#"<path d="M6 16.500v-6a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4"/>"#,
            Self::Download => r#"<path d="M12 3.500v12M7 11l5 5 5-5M4 20.500h16"/>"#,
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Server => {
                r#"<rect x="3" y="4" width="18" height="7" rx="2"/><rect x="3" y="13.5" width="18" height="7" rx="2"/><path d="M7 7.500v.1M7 17v.1M11 7.500h6M11 17h6"/>"#
            }
            Self::Play => r#"<path d="M7 4.500v15l12-7.500z"/>"#,
            Self::Skip => r#"<path d="M5 12h14"/>"#,
            Self::Heart => {
                r#"<path d="M12 20.500C5 15.5 3 12.5 3 9a4.7 4.7 0 0 1 9-2 4.7 4.7 0 0 1 9 2c0 3.5-2 6.5-9 11.500z"/>"#
            }
            Self::Plug => r#"<path d="M9 2.500v5M15 2.500v5M6 7.500h12v4a6 6 0 0 1-12 0zM12 17.500v4"/>"#,
            Self::Back => r#"<path d="M20 6v8H6M10 9.5 5.5 14l4.5 4.5"/>"#,
            Self::Delete => r#"<path d="M8.5 5.500H21v13H8.500L2.5 12zM12 9.500l5 5M17 9.500l-5 5"/>"#,
            Self::Tablet => r#"<rect x="4" y="2.5" width="16" height="19" rx="2.5"/><path d="M11 18.500h2"/>"#,
            Self::Laptop => r#"<rect x="4.5" y="4.5" width="15" height="11" rx="2"/><path d="M2 19.500h20"/>"#,
            Self::Hand => {
                r#"<path d="M8 13V5.500a1.5 1.5 0 0 1 3 0V11V3.500a1.5 1.5 0 0 1 3 0V11V5a1.5 1.5 0 0 1 3 0v9.500c0 4-2.5 7-6.5 7-3 0-4.5-1.5-6-4l-2-3.500c-.7-1.3 1-2.6 2.2-1.500z"/>"#
            }
        }
    }
}

impl fmt::Display for Icone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trait_svg = self.trait_svg();
        write!(f, r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{trait_svg}</svg>"#)
    }
}

/// What it displays is written here, letter by letter.
impl HtmlSafe for Icone {}
