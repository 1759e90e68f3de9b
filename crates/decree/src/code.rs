//! Code lists: enums whose members have a stored number and a code used in files and facts.

/// Declares a code list: a `Copy` enum with a number for `view` columns and a snake-case code for facts and files.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $number:literal $code:literal ),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$vmeta])* #[serde(rename = $code)] $variant ),+ }

        impl $name {
            /// Every member.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The number in `view` columns.
            pub const fn number(self) -> i16 { match self { $(Self::$variant => $number),+ } }

            /// The member with a stored number.
            pub fn from_number(number: i16) -> Option<Self> {
                Self::ALL.iter().copied().find(|m| m.number() == number)
            }

            /// The code in facts and files.
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
        }

        impl $crate::record::Code for $name {
            const CODES: &'static [&'static str] = &[$($code),+];
            fn to_code(self) -> &'static str { self.code() }
            fn of_code(code: &str) -> Option<Self> { code.parse().ok() }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($code => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}
